"""Candidates a reviewer has refused: ``rejections.csv`` beside a list's crosswalk, so that none comes back."""

from __future__ import annotations

from pathlib import Path

from analytics.reference.listings import Listings, named_listings
from analytics.reference.ror import is_ror_id
from analytics.reference.rows import read_rows

REJECTIONS = "rejections.csv"
COLUMNS = ("listing_id", "ror_id", "reason", "rejected_on")


def read_rejections(folder: Path, listings: Listings) -> set[tuple[str, str]]:
    """(listing id, ROR id) that were refused; a row about a body holds for each of its listings.

    Raises ReferenceError with file and line for an unknown listing, a wrong id, a missing reason or date.
    """
    path = folder / REJECTIONS
    refused: set[tuple[str, str]] = set()
    for row in read_rows(path, COLUMNS) if path.is_file() else ():
        if not is_ror_id(row["ror_id"]):
            raise row.error(f"'{row['ror_id']}' is not a bare ROR id with a right checksum.")
        if row.filled("reason") and row.day("rejected_on") is None:
            raise row.error("'rejected_on' is empty, expected a date YYYY-MM-DD.")
        refused |= {(listing["listing_id"], row["ror_id"]) for listing in named_listings(row, listings)}
    return refused
