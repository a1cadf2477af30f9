"""The OpenAlex API as a source: ask for what the settings name within the day's budget, keep every page."""

from analytics.openalex.api.ingest import ingest_api
from analytics.openalex.api.plan import plan_api

__all__ = ["ingest_api", "plan_api"]
