"""What a reviewer decides about a listing, written where the list lies and checked before it counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from analytics.errors import DecisionRefused, ListChoice, UnknownBody
from analytics.lists.catalogue import Catalogue
from analytics.lists.disputing import identifier
from analytics.lists.rejections import COLUMNS as REJECTION_COLUMNS
from analytics.lists.rejections import REJECTIONS, read_rejections
from analytics.lists.review import Open
from analytics.lists.writing import csv_text, read_cells, with_columns, write_checked
from analytics.matching.index import RorIndex
from analytics.matching.match import CONFIDENCE
from analytics.matching.ror_file import RorRecord
from analytics.reference.crosswalk import COLUMNS
from analytics.reference.watchlists import read_watchlists

CROSSWALK = "crosswalk.csv"
Row = dict[str, Any]


def accept(catalogue: Catalogue, index: RorIndex, listing: str, ror_id: str, reason: str, today: date) -> Path:
    """Link a body (or one of its listings) to an organisation of ROR, as a reviewed link. Gives the file written.

    A unit inside an institution becomes ``part_of`` it. Raises UnknownBody, ListChoice for an organisation that the
    dump does not have, and DecisionRefused for one that ended, lies in another country, is linked already, or
    breaks a rule of the load checks.
    """
    record = _organisation(index, ror_id)
    one = _listing(catalogue, listing)
    row = {
        **_link(listing, record, one["country_code"], "manual", 1.0),
        "relation": "part_of" if one["unit_scope"] == "unit_only" else "exact",
        "is_reviewed": "true",
        "reviewed_on": today.isoformat(),
        "note": _reason(reason),
    }
    if record.status != "active":
        raise DecisionRefused(f"ROR says that {record.display_name} ({record.ror_id}) is {record.status}.")
    links = catalogue.links.get(one["listing_id"], [])
    if links and row["relation"] == "exact":
        there = " and ".join(str(link["ror_id"] or link["openalex_id"]) for link in links)
        raise DecisionRefused(
            f"{listing} is linked to {there} already; 'aperture dispute' takes a link out, crosswalk.csv changes it."
        )
    return _append(catalogue, one["list_id"], [row])


def reject(catalogue: Catalogue, listing: str, ror_id: str, reason: str, today: date) -> Path:
    """Note that a candidate is not the listed body: it is offered no more. Raises as `accept`."""
    folder = catalogue.folders[_listing(catalogue, listing)["list_id"]]
    ror = _ror(ror_id)
    row = {"listing_id": listing, "ror_id": ror, "reason": _reason(reason), "rejected_on": today.isoformat()}
    columns, rows = read_cells(folder / REJECTIONS)
    if any(listing == other["listing_id"] and ror == other["ror_id"] for other in rows):
        raise DecisionRefused(f"{listing} is not {ror}: that was decided before.")
    text = csv_text(columns or REJECTION_COLUMNS, [*rows, row])
    write_checked(folder, {REJECTIONS: text}, lambda copy: read_rejections(copy, catalogue.listings))
    return folder / REJECTIONS


def link_equal(catalogue: Catalogue, index: RorIndex, found: Iterable[Open]) -> dict[str, int]:
    """Write every link that the rule makes by itself; gives their number by list id.

    Where two bodies of one list lead to one organisation, the first keeps it and the other stays open.
    """
    taken = {
        (catalogue.listings[link["listing_id"]]["list_id"], link["ror_id"])
        for link in catalogue.records["ref_crosswalk"]
    }
    rows: dict[str, list[Row]] = {}
    for one in sorted(found, key=lambda one: (one.verdict.method != "name_exact", one.body_id)):
        list_id, ror_id, method = one.listing["list_id"], one.verdict.ror_id, one.verdict.method
        if ror_id is None or method is None or (list_id, ror_id) in taken:
            continue
        taken.add((list_id, ror_id))
        row = _link(one.body_id, index.records[ror_id], one.listing["country_code"], method, CONFIDENCE[method])
        rows.setdefault(list_id, []).append({**row, "note": one.verdict.note})
    for list_id, made in rows.items():
        _append(catalogue, list_id, made)
    return {list_id: len(made) for list_id, made in rows.items()}


def _link(listing: str, record: RorRecord, country_code: str, method: str, confidence: float) -> Row:
    countries = [code for code, _ in record.countries]
    return {
        "listing_id": listing,
        "ror_id": record.ror_id,
        "openalex_id": "",
        "relation": "exact",
        "method": method,
        "confidence": confidence,
        "is_reviewed": "false",
        "ror_name": record.display_name,
        "ror_country": country_code if country_code in countries else next(iter(countries), ""),
        "ror_status": record.status,
    }


def _append(catalogue: Catalogue, list_id: str, new: list[Row]) -> Path:
    folder = catalogue.folders[list_id]
    columns, rows = read_cells(folder / CROSSWALK)
    text = csv_text(with_columns(columns or COLUMNS, new), [*rows, *new])
    write_checked(folder, {CROSSWALK: text}, lambda copy: check_list(copy, set(catalogue.countries)))
    return folder / CROSSWALK


def check_list(folder: Path, codes: set[str]) -> None:
    """Load ``watchlists/<list_id>`` of a root that holds nothing else, as a build would. Raises ReferenceError."""
    read_watchlists([folder.parent.parent], codes)


def _listing(catalogue: Catalogue, listing: str) -> dict[str, Any]:
    if listing in catalogue.bodies:
        return catalogue.bodies[listing][-1]
    if listing not in catalogue.listings:
        raise UnknownBody(f"No list has the listing '{listing}'; 'aperture lists show' finds its id.")
    return catalogue.listings[listing]


def _organisation(index: RorIndex, given: str) -> RorRecord:
    record = index.records.get(_ror(given))
    if record is None:
        raise ListChoice(f"The ROR file has no organisation {_ror(given)} in the countries of the lists.")
    return record


def _ror(given: str) -> str:
    ror_id = identifier(given)
    if ror_id.startswith("I"):
        raise ListChoice(f"'{given}' is an OpenAlex id; the review goes by ROR ids such as 013w2d378.")
    return ror_id


def _reason(given: str) -> str:
    reason = " ".join(given.split())
    if not reason:
        raise DecisionRefused("A decision needs a reason; give one with --reason.")
    return reason
