"""Watchlists: one folder per list with what it is (``list.toml``), whom it lists and under which names."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from analytics.reference.countries import EVIDENCE, known_country
from analytics.reference.crosswalk import read_crosswalk
from analytics.reference.documents import Document, read_document
from analytics.reference.persons import looks_like_a_person
from analytics.reference.roots import find
from analytics.reference.rows import Row, read_rows

Records = dict[str, list[dict[str, Any]]]

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
# The first edition known to carry the row; without it, the edition of list.toml.
ENTRY_OPTIONAL = ("first_edition",)
ALIAS_COLUMNS = ("listing_id", "alias", "kind")
_LIST = {
    "title": str,
    "issuer": str,
    "jurisdiction": str,
    "force": str,
    "legal_basis": str,
    "source_url": str,
    "version": str,
    "published": date,
    "retrieved": date,
    "licence": str,
    "redistributable": bool,
    "rows_min": int,
    "rows_max": int,
    "maintenance": list,
}
_ABOUT = [key for key in _LIST if key not in ("rows_min", "rows_max", "maintenance")]


def read_watchlists(roots: list[Path], codes: set[str]) -> Records:
    """Records of ``ref_list``, ``ref_listing``, ``ref_listing_alias`` and ``ref_crosswalk``.

    ``codes`` are the known country codes. A rule that a row breaks is a ReferenceError: file, line, sentence.
    """
    made: Records = {"ref_list": [], "ref_listing": [], "ref_listing_alias": [], "ref_crosswalk": []}
    found: dict[str, Path] = {}
    for path in find(roots, "watchlists/*/list.toml"):
        document = read_document(path, _LIST, {"is_synthetic": bool})
        list_id = path.parent.name
        if list_id in found:
            raise document.error(f"the list '{list_id}' already stands in {found[list_id]}.")
        found[list_id] = path
        made["ref_list"].append(_about(document, list_id))
        listings = _listings(document, list_id, codes)
        made["ref_listing"] += listings.values()
        made["ref_listing_alias"] += _aliases(path.parent / "aliases.csv", listings)
        made["ref_crosswalk"] += read_crosswalk(path.parent / "crosswalk.csv", listings)
    return made


def _about(document: Document, list_id: str) -> dict[str, Any]:
    document.one_of("force", ("statute", "regulation", "policy", "assessment"))
    is_synthetic = document.values.get("is_synthetic", False)
    if is_synthetic != list_id.startswith("synthetic_"):
        raise document.error("only a synthetic list, and every one, has an id 'synthetic_…'.", "is_synthetic")
    return {"list_id": list_id, "is_synthetic": is_synthetic, **{key: document[key] for key in _ABOUT}}


def _listings(document: Document, list_id: str, codes: set[str]) -> dict[str, dict[str, Any]]:
    listings: dict[str, dict[str, Any]] = {}
    path = document.path.parent / "entries.csv"
    if not path.is_file():
        raise document.error("the list has no entries.csv.")
    for row in read_rows(path, ENTRY_COLUMNS, ENTRY_OPTIONAL):
        record = _listing(row, list_id, codes, document["published"])
        if record["listing_id"] in listings:
            raise row.error(f"the listing id {record['listing_id']} stands here a second time.")
        listings[record["listing_id"]] = record
    fewest, most = document["rows_min"], document["rows_max"]
    if not fewest <= len(listings) <= most:
        raise document.error(f"{path.name} has {len(listings)} rows, expected {fewest} to {most}.", "rows_min")
    return listings


def _listing(row: Row, list_id: str, codes: set[str], published: date) -> dict[str, Any]:
    listing_id, name = row.filled("listing_id"), row.filled("name_as_listed")
    if not listing_id.startswith(f"{list_id}/"):
        raise row.error(f"the listing id '{listing_id}' does not start with '{list_id}/'.")
    if looks_like_a_person(name):
        raise row.error("the name looks like a person or a talent programme; neither is loaded.")
    return {
        "listing_id": listing_id,
        "list_id": list_id,
        "name_as_listed": name,
        "country_code": known_country(row, codes),
        "category": row["category"] or None,
        "unit_scope": row.one_of("unit_scope", ("whole", "unit_only", "group")),
        **_dates(row, published),
        "evidence": row.one_of("evidence", EVIDENCE),
    }


def _dates(row: Row, published: date) -> dict[str, Any]:
    listed_from, listed_until = row.day("listed_from"), row.day("listed_until")
    precision = row.one_of("listed_from_precision", ("day", "month", "year", "edition"))
    # An unconfirmed date is shipped empty: then, and only then, the edition speaks for it.
    if (listed_from is None) != (precision == "edition"):
        raise row.error("'listed_from' is empty exactly when its precision is 'edition'.")
    effective_from = listed_from or row.day("first_edition") or published
    if listed_until and listed_until < effective_from:
        raise row.error(f"the listing ends on {listed_until}, before {effective_from}.")
    return {
        "listed_from": listed_from,
        "listed_from_precision": precision,
        "listed_until": listed_until,
        "effective_from": effective_from,
    }


def _aliases(path: Path, listings: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    records = []
    for row in read_rows(path, ALIAS_COLUMNS):
        if row["listing_id"] not in listings:
            raise row.error(f"the listing '{row['listing_id']}' is not in entries.csv.")
        kind = row.one_of("kind", ("name", "former", "subsidiary", "weak"))
        records.append({"listing_id": row["listing_id"], "alias": row.filled("alias"), "kind": kind})
    return records
