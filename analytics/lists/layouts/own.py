"""A table of one's own: columns ``name`` and ``country`` (code or English name), and any of those named below.

``id`` (lasting), ``aliases`` (separated by semicolons), ``category``, ``listed_from`` and ``listed_until`` (ISO dates),
``source_url``, ``type`` (``person`` drops the row). Where ``type`` is empty, a row is taken only if its name says that
it is an organisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analytics.lists.entries import PERSONS, Cells, Entry, Layout, checked, collapsed, day, pieces
from analytics.lists.places import Places


def read(rows: Iterable[Cells], places: Places) -> Iterator[Entry | str]:
    """One entry for each row with a name."""
    for row in rows:
        if row["type"].strip().casefold() in {"person", "individual"}:
            yield PERSONS
        elif collapsed(row["name"]):
            entry = Entry(
                collapsed(row["name"]),
                places.code(row["country"]),
                tuple((alias, "name") for alias in pieces(row["aliases"])),
                source_id=row["id"].strip(),
                category=collapsed(row["category"]),
                listed_from=day(row["listed_from"]),
                listed_until=day(row["listed_until"]),
                source_url=row["source_url"].strip(),
            )
            yield checked(entry, is_typed=bool(row["type"].strip()))


_OPTIONAL = ("id", "aliases", "category", "listed_from", "listed_until", "source_url", "type")
LAYOUT = Layout(
    "CSV with the columns name, country and, if you like, type (organisation or person)",
    {"name": "name", "country": "country"},
    read,
    {
        "title": "List of one's own",
        "issuer": "the user",
        "jurisdiction": "own",
        "force": "assessment",
        "legal_basis": "none",
        "source_url": "none",
    },
    evidence="secondary",
    optional={name: name for name in _OPTIONAL},
)
