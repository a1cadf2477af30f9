"""OpenAlex: what a record is, how it is fetched, and how it becomes flat ``raw_`` Parquet."""
