"""What a raw affiliation string says by itself: the country, where a rule is certain; never the institution."""
