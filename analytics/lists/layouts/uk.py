"""United Kingdom: UK Sanctions List as CSV, ODS or XLSX (layout of 2024 to 2026).

A line "Report Date: …" may stand above the header. A row for each name, joined by ``Unique ID``; the name of an
entity stands in "Name 6", others in "Name 1" to "Name 5"; "Individual, Entity, Ship" says what it is and "Alias
strength" whether an alias is a weak one. Dates as 31/12/2024.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analytics.lists.entries import PERSONS, SHIPS, Cells, Entry, Layout, checked, collapsed, day
from analytics.lists.places import Places

_NAMES = ("name_1", "name_2", "name_3", "name_4", "name_5", "name_6")


def read(rows: Iterable[Cells], places: Places) -> Iterator[Entry | str]:
    """One entry for each entity; its primary name is the listed one."""
    subjects: dict[str, list[Cells]] = {}
    for row in rows:
        if collapsed(row["id"]):
            subjects.setdefault(row["id"], []).append(row)
    for source_id, same in subjects.items():
        kind = collapsed(same[0]["kind"]).casefold()
        if kind != "entity":
            yield PERSONS if kind == "individual" else SHIPS
            continue
        ordered = sorted(same, key=lambda row: collapsed(row["name_type"]).casefold() != "primary name")
        names = [(_name(row), "weak" if "low" in row["strength"].casefold() else "name") for row in ordered]
        entry = Entry(
            names[0][0],
            places.first([row["country"] for row in same]),
            tuple(names[1:]),
            source_id=source_id,
            section=collapsed(same[0]["regime"]),
            listed_from=day(same[0]["designated"], "%d/%m/%Y"),
            legal_basis=collapsed(same[0]["regime"]),
        )
        yield checked(entry, is_typed=True) if entry.name else SHIPS


def _name(row: Cells) -> str:
    return collapsed(" ".join(row[part] for part in _NAMES))


LAYOUT = Layout(
    "UK Sanctions List (CSV, ODS or XLSX)",
    {
        "id": "unique id",
        **{part: part.replace("_", " ") for part in _NAMES},
        "name_type": "name type",
        "strength": "alias strength",
        "kind": "individual, entity, ship",
        "country": "address country",
        "designated": "date designated",
        "regime": "regime name",
    },
    read,
    {
        "title": "UK Sanctions List",
        "issuer": "Foreign, Commonwealth and Development Office, United Kingdom",
        "jurisdiction": "GB",
        "force": "statute",
        "legal_basis": "Sanctions and Anti-Money Laundering Act 2018",
        "source_url": "https://www.gov.uk/government/publications/the-uk-sanctions-list",
    },
)
