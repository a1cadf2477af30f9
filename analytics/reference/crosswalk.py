"""Which institution of ROR and OpenAlex a listing is: ``crosswalk.csv`` of a watchlist."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from analytics.reference.ror import is_ror_id
from analytics.reference.rows import Row, read_rows

COLUMNS = (
    "listing_id",
    "ror_id",
    "openalex_id",
    "relation",
    "method",
    "confidence",
    "is_reviewed",
)
# Equal names were right in 99.5 % of a hand check, similar ones in 21 %: the rest needs a reviewer.
_AUTOMATIC = ("name_exact", "alias_exact")
_METHODS = (*_AUTOMATIC, "manual", "synthetic")

Listings = dict[str, dict[str, Any]]


def read_crosswalk(path: Path, listings: Listings) -> list[dict[str, Any]]:
    """Records of ``ref_crosswalk`` for one list; ``listings`` by id. A list may go without the file."""
    if not path.is_file():
        return []
    rows = [(row, _record(row, listings)) for row in read_rows(path, COLUMNS, ("note",))]
    _refuse_double(rows, listings)
    return [record for _, record in rows]


def _record(row: Row, listings: Listings) -> dict[str, Any]:
    if row["listing_id"] not in listings:
        raise row.error(f"the listing '{row['listing_id']}' is not in entries.csv.")
    method, is_reviewed = row.one_of("method", _METHODS), row.truth("is_reviewed")
    if method == "manual" and not is_reviewed:
        raise row.error("a match made by hand needs is_reviewed = true.")
    return {
        "listing_id": row["listing_id"],
        **_identifiers(row),
        "relation": row.one_of("relation", ("exact", "part_of", "contains")),
        "method": method,
        "confidence": row.number("confidence", 0, 1),
        "is_reviewed": is_reviewed,
    }


def _identifiers(row: Row) -> dict[str, str | None]:
    ror_id, openalex_id = row["ror_id"] or None, row["openalex_id"] or None
    if ror_id is None and openalex_id is None:
        raise row.error("neither a ROR id nor an OpenAlex id is given.")
    if ror_id and not is_ror_id(ror_id):
        raise row.error(f"'{ror_id}' is not a bare ROR id with a right checksum.")
    if openalex_id and not re.fullmatch(r"I[0-9]+", openalex_id):
        raise row.error(f"'{openalex_id}' is not a bare OpenAlex institution id such as I123.")
    return {"ror_id": ror_id, "openalex_id": openalex_id}


def _refuse_double(rows: list[tuple[Row, dict[str, Any]]], listings: Listings) -> None:
    """One institution on one list at one time is one listing; otherwise its works would be counted twice."""
    by_ror: dict[str, list[tuple[Row, dict[str, Any]]]] = {}
    for row, record in rows:
        if record["ror_id"]:
            by_ror.setdefault(record["ror_id"], []).append((row, listings[record["listing_id"]]))
    for ror_id, same in by_ror.items():
        for (earlier, first), (row, second) in combinations(same, 2):
            if _overlap(first, second):
                raise row.error(f"ROR id {ror_id} is already listed for the same time in line {earlier.line}.")


def _overlap(first: dict[str, Any], second: dict[str, Any]) -> bool:
    start: date = max(first["effective_from"], second["effective_from"])
    end: date = min(listing["listed_until"] or date.max for listing in (first, second))
    return start < end
