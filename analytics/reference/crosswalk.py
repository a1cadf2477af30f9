"""Which institution of ROR and OpenAlex a listing is: ``crosswalk.csv`` of a watchlist."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from analytics.reference.listings import Listings, named_listings
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
OPTIONAL = ("reviewed_on", "propagate_to_children", "ror_name", "ror_country", "ror_status", "note")
# Equal names were right in 99.5 % of a hand check, similar ones in 21 %: the rest needs a reviewer.
_AUTOMATIC = ("name_exact", "alias_exact")
_METHODS = (*_AUTOMATIC, "manual", "synthetic")

Linked = tuple[Row, dict[str, Any]]


def read_crosswalk(path: Path, listings: Listings) -> list[dict[str, Any]]:
    """Records of ``ref_crosswalk`` for one list; ``listings`` by id. A list may go without the file."""
    if not path.is_file():
        return []
    rows = [
        (row, {"listing_id": listing["listing_id"], **_record(row, listing)})
        for row in read_rows(path, COLUMNS, OPTIONAL)
        for listing in named_listings(row, listings)
    ]
    _refuse_double(rows, listings)
    return [record for _, record in rows]


def _record(row: Row, listing: dict[str, Any]) -> dict[str, Any]:
    method, is_reviewed = row.one_of("method", _METHODS), row.truth("is_reviewed")
    if method == "manual" and not is_reviewed:
        raise row.error("a match made by hand needs is_reviewed = true.")
    relation = row.one_of("relation", ("exact", "part_of", "contains"))
    if listing["unit_scope"] == "unit_only" and relation == "exact":
        raise row.error("the listing is a unit inside an institution; it is 'part_of' it, never 'exact'.")
    _check_record_of_ror(row, listing["country_code"])
    return {
        **_identifiers(row),
        "relation": relation,
        "method": method,
        "confidence": row.number("confidence", 0, 1),
        "is_reviewed": is_reviewed,
        "reviewed_on": row.day("reviewed_on"),
        "propagate_to_children": _propagates(row, relation, is_reviewed),
        "ror_name": row["ror_name"] or None,
        "note": row["note"] or None,
    }


def _check_record_of_ror(row: Row, country_code: str) -> None:
    """What the ROR record said when the link was made; empty where the record could not be read."""
    if row["ror_country"] and row["ror_country"] != country_code:
        raise row.error(f"the ROR record is in {row['ror_country']}, the listing in {country_code}.")
    if row["ror_status"] not in ("", "active"):
        raise row.error(f"the ROR record is {row['ror_status']}; name its successor instead.")


def _propagates(row: Row, relation: str, is_reviewed: bool) -> bool:
    wanted = bool(row["propagate_to_children"]) and row.truth("propagate_to_children")
    if wanted and not (relation == "exact" and is_reviewed):
        raise row.error("only a reviewed link with the relation 'exact' can propagate to children.")
    return wanted


def _identifiers(row: Row) -> dict[str, str | None]:
    ror_id, openalex_id = row["ror_id"] or None, row["openalex_id"] or None
    if ror_id is None and openalex_id is None:
        raise row.error("neither a ROR id nor an OpenAlex id is given.")
    if ror_id and not is_ror_id(ror_id):
        raise row.error(f"'{ror_id}' is not a bare ROR id with a right checksum.")
    if openalex_id and not re.fullmatch(r"I[0-9]+", openalex_id):
        raise row.error(f"'{openalex_id}' is not a bare OpenAlex institution id such as I123.")
    return {"ror_id": ror_id, "openalex_id": openalex_id}


def _refuse_double(rows: list[Linked], listings: Listings) -> None:
    """One institution on one list at one time is one listing; otherwise its works would be counted twice."""
    by_id: dict[str, list[Linked]] = {}
    for row, record in rows:
        for identifier in (record["ror_id"], record["openalex_id"]):
            if identifier:
                by_id.setdefault(identifier, []).append((row, record))
    for identifier, same in by_id.items():
        for (earlier, first), (row, second) in combinations(same, 2):
            if first["listing_id"] == second["listing_id"]:
                raise row.error(f"the listing is already linked to {identifier} in line {earlier.line}.")
            # Several units inside one university are part of the same record.
            if "part_of" in (first["relation"], second["relation"]):
                continue
            if _overlap(listings[first["listing_id"]], listings[second["listing_id"]]):
                raise row.error(f"{identifier} is already listed for the same time in line {earlier.line}.")


def _overlap(first: dict[str, Any], second: dict[str, Any]) -> bool:
    start: date = max(first["effective_from"], second["effective_from"])
    end: date = min(listing["listed_until"] or date.max for listing in (first, second))
    return start < end
