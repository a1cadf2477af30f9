"""`aperture ingest snapshot`: the snapshot in a folder or a bucket, followed over time as its manifest lists it."""

from __future__ import annotations

from analytics.openalex.snapshot.ingest import ingest_snapshot

__all__ = ["ingest_snapshot"]
