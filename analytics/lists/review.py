"""The queue of review: listings without a link, what the rule says of them, and candidates for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics.lists.catalogue import Catalogue
from analytics.lists.rejections import read_rejections
from analytics.matching.index import RorIndex, index_of
from analytics.matching.match import Candidate, Listed, Verdict, decide, successor
from analytics.matching.suggest import suggest


@dataclass(frozen=True)
class Open:
    """One body without a link: the newest of its listings, the verdict of the rule, candidates, best first."""

    body_id: str
    listing: dict[str, Any]
    verdict: Verdict
    candidates: tuple[Candidate, ...]


def ror_index(catalogue: Catalogue, path: Path, list_id: str | None = None) -> RorIndex:
    """Organisations of the countries in which the lists (or one list) have bodies. Raises NotRor, PathNotFound."""
    listings = catalogue.records["ref_listing"]
    return index_of(path, {one["country_code"] for one in listings if list_id in (None, one["list_id"])})


def queue(catalogue: Catalogue, index: RorIndex, list_id: str | None = None) -> list[Open]:
    """Every body without a link, of one list or of all: those with candidates first, the best score first.

    Units inside an institution are left out: they are not measurable, and no link is looked for.
    """
    linked = {link["listing_id"] for link in catalogue.records["ref_crosswalk"]}
    refused = _refused(catalogue, list_id)
    found = []
    for body_id, listings in catalogue.bodies.items():
        newest = listings[-1]
        if list_id not in (None, newest["list_id"]) or newest["unit_scope"] == "unit_only":
            continue
        if any(one["listing_id"] in linked for one in listings):
            continue
        found.append(_open(catalogue, body_id, newest, index, refused))
    return sorted(found, key=lambda one: (-max((c.score for c in one.candidates), default=0.0), one.body_id))


@dataclass(frozen=True)
class Outdated:
    """A link whose organisation is not, or no more, what a link may lead to; ``why`` is what ROR says of it."""

    listing_id: str
    ror_id: str
    why: str


def outdated_links(catalogue: Catalogue, index: RorIndex, list_id: str | None = None) -> list[Outdated]:
    """Links to organisations that ended or lie elsewhere than their listing; those not in the dump are left."""
    found = []
    for link in catalogue.records["ref_crosswalk"]:
        listing, record = catalogue.listings[link["listing_id"]], index.records.get(link["ror_id"] or "")
        if record is None or list_id not in (None, listing["list_id"]):
            continue
        _, note = successor(record, index)
        if record.status != "active":
            found.append(Outdated(link["listing_id"], record.ror_id, note or f"ROR says {record.status}"))
        elif listing["country_code"] not in dict(record.countries):
            where = ", ".join(code for code, _ in record.countries)
            found.append(Outdated(link["listing_id"], record.ror_id, f"ROR places it in {where}"))
    return found


def _open(
    catalogue: Catalogue, body_id: str, listing: dict[str, Any], index: RorIndex, refused: set[tuple[str, str]]
) -> Open:
    listed = listed_of(catalogue, listing)
    verdict = decide(listed, index)
    if verdict.ror_id and (listing["listing_id"], verdict.ror_id) in refused:
        verdict = Verdict(why="a reviewer has refused the organisation of this name")
    offered = suggest(listed, verdict, index)
    kept = tuple(one for one in offered if (listing["listing_id"], one.ror_id) not in refused)
    return Open(body_id, listing, verdict, kept)


def listed_of(catalogue: Catalogue, listing: dict[str, Any]) -> Listed:
    """What the rule compares of a record of ``ref_listing``."""
    aliases = catalogue.aliases.get(listing["listing_id"], [])
    return Listed(
        listing["listing_id"],
        listing["name_as_listed"],
        listing["country_code"],
        listing["unit_scope"],
        tuple((alias["alias"], alias["kind"]) for alias in aliases),
    )


def _refused(catalogue: Catalogue, list_id: str | None) -> set[tuple[str, str]]:
    folders: Iterable[Path] = (folder for name, folder in catalogue.folders.items() if list_id in (None, name))
    return {pair for folder in folders for pair in read_rejections(folder, catalogue.listings)}
