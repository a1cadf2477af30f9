"""OpenAlex's words for the type of a work, old and new, mapped to today's: ``openalex/work_types.csv``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analytics.reference.roots import find
from analytics.reference.rows import read_rows

COLUMNS = ("source_type", "work_type", "is_research")


def read_work_types(roots: list[Path]) -> list[dict[str, Any]]:
    """One record per word a source may use; ``is_research`` marks what the methods count."""
    found: dict[str, dict[str, Any]] = {}
    for path in find(roots, "openalex/work_types.csv"):
        for row in read_rows(path, COLUMNS, ("note",)):
            source_type = row.filled("source_type")
            if source_type in found:
                raise row.error(f"the type '{source_type}' stands here a second time.")
            found[source_type] = {
                "source_type": source_type,
                "work_type": row.filled("work_type"),
                "is_research": row.truth("is_research"),
            }
    return list(found.values())
