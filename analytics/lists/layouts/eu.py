"""European Union: consolidated financial sanctions list as CSV, version 1.1 (layout as of August 2026).

Semicolons between 118 columns; a subject is repeated on a row for each of its names, addresses and identifiers, so
rows are joined by ``Entity_LogicalId``. ``Entity_SubjectType_ClassificationCode`` is person or enterprise. The
regulation on a row may be an amending one: only ``Entity_DesignationDate`` is taken as the date of listing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analytics.lists.entries import PERSONS, Cells, Entry, Layout, checked, collapsed, day
from analytics.lists.places import Places


def read(rows: Iterable[Cells], places: Places) -> Iterator[Entry | str]:
    """One entry for each enterprise, in the order of their first rows; its first name is the listed one."""
    subjects: dict[str, list[Cells]] = {}
    persons: set[str] = set()
    for row in rows:
        if row["kind"] == "person":
            persons.add(row["id"])
        elif collapsed(row["id"]):
            wanted = ("name", "country", "programme", "designated", "act", "url")
            subjects.setdefault(row["id"], []).append({key: row[key] for key in wanted})
    yield from (PERSONS for _ in persons)
    for source_id, same in subjects.items():
        names = [name for name in (collapsed(row["name"]) for row in same) if name]
        if names:
            entry = Entry(
                names[0],
                places.first([row["country"] for row in same]),
                tuple((alias, "name") for alias in names[1:]),
                source_id=source_id,
                section=same[0]["programme"],
                listed_from=day(same[0]["designated"], "%d/%m/%Y"),
                legal_basis=collapsed(same[0]["act"]),
                source_url=same[0]["url"],
            )
            yield checked(entry, is_typed=True)


LAYOUT = Layout(
    "EU consolidated financial sanctions list (CSV 1.1)",
    {
        "id": "entity_logicalid",
        "kind": "entity_subjecttype_classificationcode",
        "name": "namealias_wholename",
        "country": "address_countryiso2code",
        "programme": "entity_regulation_programme",
        "designated": "entity_designationdate",
        "act": "entity_regulation_numbertitle",
        "url": "entity_regulation_publicationurl",
    },
    read,
    {
        "title": "Consolidated list of persons, groups and entities subject to EU financial sanctions",
        "issuer": "European Union",
        "jurisdiction": "EU",
        "force": "statute",
        "legal_basis": "the regulation named with each entry",
        "source_url": "https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions",
    },
    optional={"generated": "filegenerationdate"},
)
