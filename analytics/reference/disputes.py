"""Links that a user says are wrong: ``disputes.csv`` of a reference root, which no update of a list touches."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from analytics.reference.listings import Listings, named_listings
from analytics.reference.roots import find
from analytics.reference.ror import is_ror_id
from analytics.reference.rows import Row, read_rows

DISPUTES = "disputes.csv"
COLUMNS = ("listing_id", "institution_id", "reason", "disputed_on")


def read_disputes(roots: list[Path], listings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records of ``ref_dispute``: one for each interval of the disputed body; ``listings`` are those of all lists.

    Raises ReferenceError (file, line) for a listing that no list has, an id that is none, a missing reason or date,
    and the same dispute twice.
    """
    by_id: Listings = {listing["listing_id"]: listing for listing in listings}
    seen: dict[tuple[str, str], Row] = {}
    records = []
    for path in find(roots, DISPUTES):
        for row in read_rows(path, COLUMNS):
            record = _record(row)
            for listing in named_listings(row, by_id):
                key = (listing["listing_id"], row["institution_id"])
                if key in seen:
                    raise row.error(f"this is disputed already in {seen[key].path.name}:{seen[key].line}.")
                seen[key] = row
                records.append({"listing_id": listing["listing_id"], **record})
    return records


def _record(row: Row) -> dict[str, Any]:
    disputed_on = row.day("disputed_on")
    if disputed_on is None:
        raise row.error("'disputed_on' is empty, expected a date YYYY-MM-DD.")
    return {**institution(row), "reason": row.filled("reason"), "disputed_on": disputed_on}


def institution(row: Row) -> dict[str, str | None]:
    """``ror_id`` or ``openalex_id`` of the cell ``institution_id``; the other one is None."""
    given = row["institution_id"]
    if is_ror_id(given):
        return {"ror_id": given, "openalex_id": None}
    if re.fullmatch(r"I[0-9]+", given):
        return {"ror_id": None, "openalex_id": given}
    raise row.error(f"'{given}' is neither a bare ROR id with a right checksum nor a bare OpenAlex id such as I123.")
