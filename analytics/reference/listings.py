"""Who is on a watchlist, from when to when, in which editions: ``entries.csv`` and ``aliases.csv``."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from analytics.reference.countries import EVIDENCE, known_country
from analytics.reference.editions import Editions
from analytics.reference.persons import looks_like_a_person
from analytics.reference.rows import Row, read_rows

ENTRY_COLUMNS = (
    "listing_id",
    "name_as_listed",
    "country_code",
    "category",
    "unit_scope",
    "listed_from",
    "listed_from_precision",
    "listed_until",
    "evidence",
)
ENTRY_OPTIONAL = (
    "until_reason",
    "published_on",
    "first_edition",
    "last_edition",
    "date_evidence",
    "legal_basis",
    "source_url",
    "note",
)
ALIAS_COLUMNS = ("listing_id", "alias", "kind")

Listings = dict[str, dict[str, Any]]


def read_listings(path: Path, list_id: str, codes: set[str], editions: Editions) -> Listings:
    """Records of ``ref_listing`` by listing id.

    ``<body_id>@2`` is the second interval of a body that came back; its first one is ``<body_id>``.
    """
    rows: dict[str, tuple[Row, dict[str, Any]]] = {}
    for row in read_rows(path, ENTRY_COLUMNS, ENTRY_OPTIONAL):
        record = _listing(row, list_id, codes, editions)
        if record["listing_id"] in rows:
            raise row.error(f"the listing id {record['listing_id']} stands here a second time.")
        rows[record["listing_id"]] = (row, record)
    _check_intervals(rows)
    return {listing_id: record for listing_id, (_, record) in rows.items()}


def named_listings(row: Row, listings: Listings) -> list[dict[str, Any]]:
    """The listings a cell ``listing_id`` of another file means: a body stands for all of its intervals."""
    name = row["listing_id"]
    if name not in listings:
        raise row.error(f"the listing '{name}' is not in entries.csv.")
    found, number = [listings[name]], 2
    while f"{name}@{number}" in listings:
        found.append(listings[f"{name}@{number}"])
        number += 1
    return found


def read_aliases(path: Path, listings: Listings) -> list[dict[str, Any]]:
    """Records of ``ref_listing_alias``; a list may go without the file."""
    if not path.is_file():
        return []
    return [
        {"listing_id": listing["listing_id"], "alias": row.filled("alias"), "kind": _kind(row)}
        for row in read_rows(path, ALIAS_COLUMNS)
        for listing in named_listings(row, listings)
    ]


def _kind(row: Row) -> str:
    if looks_like_a_person(row["alias"]):
        raise row.error("the alias looks like a person or a talent programme; neither is loaded.")
    return row.one_of("kind", ("name", "former", "subsidiary", "weak"))


def _listing(row: Row, list_id: str, codes: set[str], editions: Editions) -> dict[str, Any]:
    listing_id, name = row.filled("listing_id"), row.filled("name_as_listed")
    if not listing_id.startswith(f"{list_id}/"):
        raise row.error(f"the listing id '{listing_id}' does not start with '{list_id}/'.")
    if looks_like_a_person(name):
        raise row.error("the name looks like a person or a talent programme; neither is loaded.")
    return {
        "listing_id": listing_id,
        "list_id": list_id,
        "body_id": listing_id.partition("@")[0],
        "name_as_listed": name,
        "country_code": known_country(row, codes),
        "category": row["category"] or None,
        "unit_scope": row.one_of("unit_scope", ("whole", "unit_only", "group")),
        "legal_basis": row["legal_basis"] or None,
        "source_url": row["source_url"] or None,
        **_dates(row, _seen(row, editions)),
        "evidence": row.one_of("evidence", EVIDENCE),
    }


def _seen(row: Row, editions: Editions) -> dict[str, Any]:
    """First and last edition; without one, the newest is the first and no later edition leaves the row out."""
    records = editions.records
    first = editions.number(row, "first_edition") if row["first_edition"] else len(records) - 1
    last = editions.number(row, "last_edition") if row["last_edition"] else len(records) - 1
    if last < first:
        raise row.error(f"the last edition {row['last_edition']} is older than the first.")
    return {
        "first_edition": records[first]["edition"],
        "last_edition": records[last]["edition"] if last < len(records) - 1 else None,
        "known_from": records[first]["published"],
        "known_until": records[last]["superseded_on"],
    }


def _dates(row: Row, seen: dict[str, Any]) -> dict[str, Any]:
    listed_from, listed_until = row.day("listed_from"), row.day("listed_until")
    precision = row.one_of("listed_from_precision", ("day", "month", "year", "edition"))
    # An unconfirmed date is shipped empty: then, and only then, the edition speaks for it.
    if (listed_from is None) != (precision == "edition"):
        raise row.error("'listed_from' is empty exactly when its precision is 'edition'.")
    effective_from: date = listed_from or seen["known_from"]
    listed_until = listed_until or seen["known_until"]
    if listed_until and listed_until <= effective_from:
        raise row.error(f"the listing ends on {listed_until}, not after {effective_from}.")
    return {
        **seen,
        "listed_from": listed_from,
        "listed_from_precision": precision,
        "listed_until": listed_until,
        "until_reason": row["until_reason"] or ("left out of the next edition" if seen["known_until"] else None),
        "published_on": row.day("published_on"),
        "effective_from": effective_from,
        "date_evidence": _date_evidence(row),
    }


def _date_evidence(row: Row) -> str | None:
    if not row["listed_from"] and not row["published_on"]:
        if row["date_evidence"]:
            raise row.error("'date_evidence' is filled, but there is no date.")
        return None
    if not row["date_evidence"]:
        return row["evidence"]
    # An unconfirmed date is not shipped at all.
    return row.one_of("date_evidence", [level for level in EVIDENCE if level != "unconfirmed"])


def _check_intervals(rows: dict[str, tuple[Row, dict[str, Any]]]) -> None:
    bodies: dict[str, list[tuple[Row, dict[str, Any]]]] = {}
    for row, record in rows.values():
        bodies.setdefault(record["body_id"], []).append((row, record))
    for body_id, intervals in bodies.items():
        expected = [body_id, *(f"{body_id}@{number}" for number in range(2, len(intervals) + 1))]
        for (row, record), listing_id in zip(intervals, expected, strict=True):
            if record["listing_id"] != listing_id:
                raise row.error(f"the listing id is {record['listing_id']}, expected {listing_id}.")
        for (_, earlier), (row, later) in pairwise(intervals):
            if earlier["listed_until"] is None or later["effective_from"] < earlier["listed_until"]:
                raise row.error("the listing overlaps an earlier one of the same body.")
