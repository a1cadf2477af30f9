"""Editions of a watchlist: ``editions.csv``, which says when each one was published and how much it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from analytics.reference.countries import EVIDENCE
from analytics.reference.documents import Document
from analytics.reference.rows import Row, read_rows

COLUMNS = ("edition", "published", "published_precision", "source_url", "retrieved", "rows", "evidence")


@dataclass(frozen=True)
class Editions:
    """The editions of one list that were read, oldest first; ``records`` are those of ``ref_list_edition``."""

    records: list[dict[str, Any]]

    def number(self, row: Row, column: str) -> int:
        """Where the edition a cell names stands in the order, from 0. An unknown one is an error of the row."""
        for place, record in enumerate(self.records):
            if record["edition"] == row[column]:
                return place
        raise row.error(f"the edition '{row[column]}' under '{column}' is not in editions.csv.")

    def check_sizes(self, document: Document, listings: list[dict[str, Any]]) -> None:
        """Raise where an edition holds more or fewer listings than ``rows`` says."""
        for record in self.records:
            if record["listings"] is None:
                continue
            held = sum(_holds(listing, record["published"]) for listing in listings)
            if held != record["listings"]:
                raise document.error(
                    f"edition {record['edition']} has {held} listings, editions.csv says {record['listings']}.",
                    "version",
                )


def _holds(listing: dict[str, Any], on: date) -> bool:
    starts, ends = listing["known_from"], listing["known_until"]
    if not starts <= on or (ends and ends <= on):
        return False
    return ends is not None or listing["listed_until"] is None or on < listing["listed_until"]


def read_editions(document: Document, list_id: str) -> Editions:
    """The editions beside ``list.toml``, the newest of which it describes; without the file, that one alone."""
    path = document.path.parent / "editions.csv"
    if not path.is_file():
        about = {key: document[key] for key in ("published", "source_url", "retrieved")}
        only = {"edition": document["version"], "published_precision": "day", "listings": None, "evidence": None}
        return Editions(_numbered(list_id, [{**about, **only}]))
    rows = [(row, _record(row)) for row in read_rows(path, COLUMNS, ("note",))]
    for (_, earlier), (row, later) in pairwise(rows):
        if later["published"] <= earlier["published"]:
            raise row.error(f"the edition is not younger than {earlier['edition']} above it.")
    newest = rows[-1][1] if rows else {"edition": "", "published": None}
    if (newest["edition"], newest["published"]) != (document["version"], document["published"]):
        raise document.error("'version' and 'published' are not those of the last line of editions.csv.", "version")
    return Editions(_numbered(list_id, [record for _, record in rows]))


def _record(row: Row) -> dict[str, Any]:
    published = row.day("published")
    if published is None:
        raise row.error("'published' is empty; an edition known to the month has its last day.")
    return {
        "edition": row.filled("edition"),
        "published": published,
        "published_precision": row.one_of("published_precision", ("day", "month", "year")),
        "source_url": row.filled("source_url"),
        "retrieved": row.day("retrieved"),
        "listings": int(row.number("rows", 0, 1_000_000)) if row["rows"] else None,
        "evidence": row.one_of("evidence", EVIDENCE),
    }


def _numbered(list_id: str, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ends = [*[record["published"] for record in records[1:]], None]
    return [
        {"list_id": list_id, "edition_no": number, **record, "superseded_on": end}
        for number, (record, end) in enumerate(zip(records, ends, strict=True), start=1)
    ]
