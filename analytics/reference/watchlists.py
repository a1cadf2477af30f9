"""Watchlists: one folder per list with what it is (``list.toml``), whom it lists and under which names."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from analytics.reference.crosswalk import read_crosswalk
from analytics.reference.documents import Document, read_document
from analytics.reference.editions import Editions, read_editions
from analytics.reference.listings import Listings, read_aliases, read_listings
from analytics.reference.roots import find

Records = dict[str, list[dict[str, Any]]]

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
    """Records of ``ref_list`` and the four tables that hang on it, by table name.

    ``codes`` are the known country codes. A rule that a row breaks is a ReferenceError: file, line, sentence.
    """
    tables = ("ref_list", "ref_list_edition", "ref_listing", "ref_listing_alias", "ref_crosswalk")
    made: Records = {table: [] for table in tables}
    found: dict[str, Path] = {}
    for path in find(roots, "watchlists/*/list.toml"):
        document = read_document(path, _LIST, {"is_synthetic": bool})
        list_id = path.parent.name
        if list_id in found:
            raise document.error(f"the list '{list_id}' already stands in {found[list_id]}.")
        found[list_id] = path
        made["ref_list"].append(_about(document, list_id))
        editions = read_editions(document, list_id)
        made["ref_list_edition"] += editions.records
        listings = _listings(document, list_id, codes, editions)
        made["ref_listing"] += listings.values()
        made["ref_listing_alias"] += read_aliases(path.parent / "aliases.csv", listings)
        made["ref_crosswalk"] += read_crosswalk(path.parent / "crosswalk.csv", listings)
    return made


def _about(document: Document, list_id: str) -> dict[str, Any]:
    document.one_of("force", ("statute", "regulation", "policy", "assessment"))
    if not document["licence"].strip():
        raise document.error("'licence' is empty; it has to say whether the list may be passed on.", "licence")
    is_synthetic = document.values.get("is_synthetic", False)
    if is_synthetic != list_id.startswith("synthetic_"):
        raise document.error("only a synthetic list, and every one, has an id 'synthetic_…'.", "is_synthetic")
    return {"list_id": list_id, "is_synthetic": is_synthetic, **{key: document[key] for key in _ABOUT}}


def _listings(document: Document, list_id: str, codes: set[str], editions: Editions) -> Listings:
    path = document.path.parent / "entries.csv"
    if not path.is_file():
        raise document.error("the list has no entries.csv.")
    listings = read_listings(path, list_id, codes, editions)
    fewest, most = document["rows_min"], document["rows_max"]
    if not fewest <= len(listings) <= most:
        raise document.error(f"{path.name} has {len(listings)} rows, expected {fewest} to {most}.", "rows_min")
    editions.check_sizes(document, list(listings.values()))
    return listings
