"""OpenSanctions: ``targets.simple.csv`` of one data set (layout of 2024 to 2026).

Columns id, schema, name, aliases, birth_date, countries (lower case), …, dataset, first_seen, last_seen, last_change;
several values in a cell are separated by semicolons. The dates say when OpenSanctions saw a row, not since when a body
is listed, so none is taken. Its data are CC BY-NC 4.0 or by contract: a list made from them is not passed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analytics.lists.entries import PERSONS, SHIPS, Cells, Entry, Layout, checked, collapsed, pieces
from analytics.lists.places import Places

_BODIES = {"company", "organization", "publicbody"}


def read(rows: Iterable[Cells], places: Places) -> Iterator[Entry | str]:
    """One entry for each organisation; a LegalEntity only where its name says that it is one."""
    for row in rows:
        schema = row["schema"].strip().casefold()
        if schema == "person" or (schema == "legalentity" and row["birth_date"].strip()):
            yield PERSONS
        elif schema not in {*_BODIES, "legalentity"}:
            yield SHIPS
        elif collapsed(row["name"]):
            entry = Entry(
                collapsed(row["name"]),
                places.first(pieces(row["countries"])),
                tuple((alias, "name") for alias in pieces(row["aliases"])),
                source_id=row["id"].strip(),
                section=collapsed(row["dataset"]),
            )
            yield checked(entry, is_typed=schema in _BODIES)


LAYOUT = Layout(
    "OpenSanctions targets.simple.csv",
    {name: name for name in ("id", "schema", "name", "aliases", "birth_date", "countries", "dataset")},
    read,
    {
        "title": "Extract of OpenSanctions",
        "issuer": "OpenSanctions, from the sources it names",
        "jurisdiction": "international",
        "force": "assessment",
        "legal_basis": "none of its own; see the sources",
        "source_url": "https://www.opensanctions.org/datasets/",
        "licence": "CC BY-NC 4.0 (OpenSanctions); a business licence is needed for commercial use.",
    },
    evidence="secondary",
)
