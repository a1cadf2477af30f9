"""What works refer to and OpenAlex keeps as records of its own: institutions, topics and funders."""
