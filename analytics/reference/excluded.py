"""Institutions that OpenAlex resolves strings to by mistake: ``openalex/excluded_institutions.csv``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from analytics.reference.roots import find
from analytics.reference.rows import read_rows

COLUMNS = ("institution_id", "institution_name", "reason", "source_url", "reviewed_on")


def read_excluded(roots: list[Path]) -> list[dict[str, Any]]:
    """One record per institution whose links do not count. Raises ReferenceError for a row without its evidence."""
    found: dict[str, dict[str, Any]] = {}
    for path in find(roots, "openalex/excluded_institutions.csv"):
        for row in read_rows(path, COLUMNS):
            institution_id = row["institution_id"]
            if not re.fullmatch(r"I\d+", institution_id):
                raise row.error(f"'{institution_id}' is not an OpenAlex institution id such as I9990000001.")
            if institution_id in found:
                raise row.error(f"the institution {institution_id} stands here a second time.")
            if (reviewed := row.day("reviewed_on")) is None:
                raise row.error("'reviewed_on' is empty.")
            texts = {column: row.filled(column) for column in COLUMNS[:-1]}
            found[institution_id] = {**texts, "reviewed_on": reviewed}
    return list(found.values())
