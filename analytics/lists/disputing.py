"""Write down that a link of a listing to an institution is wrong."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from analytics.errors import DecisionRefused, ListChoice, UnknownBody
from analytics.lists.catalogue import Catalogue
from analytics.lists.writing import csv_text, read_cells, write_checked
from analytics.matching.ror_file import bare
from analytics.reference.disputes import COLUMNS, DISPUTES, read_disputes
from analytics.reference.ror import is_ror_id


def dispute(catalogue: Catalogue, listing: str, institution: str, reason: str, root: Path, today: date) -> bool:
    """Append one dispute to ``disputes.csv`` of ``root``; a link disputed so does not count from the next build.

    ``listing`` may be one interval or a body. Returns whether the crosswalk has that link now. Raises UnknownBody,
    ListChoice for an id that is none, DecisionRefused where it is disputed already, NotWritten.
    """
    if listing not in catalogue.listings and listing not in catalogue.bodies:
        raise UnknownBody(f"No list has the listing '{listing}'; 'aperture lists show' finds its id.")
    institution_id = identifier(institution)
    given = {"listing_id": listing, "institution_id": institution_id, "reason": " ".join(reason.split())}
    if not given["reason"]:
        raise DecisionRefused("A dispute needs a reason; give one with --reason.")
    _, rows = read_cells(root / DISPUTES)
    rows.append({**given, "disputed_on": today.isoformat()})
    _write(catalogue, root, csv_text(COLUMNS, rows))
    links = catalogue.records["ref_crosswalk"]
    of_body = [link for link in links if listing in (link["listing_id"], link["listing_id"].partition("@")[0])]
    return any(institution_id in (link["ror_id"], link["openalex_id"]) for link in of_body)


def identifier(given: str) -> str:
    """The bare ROR or OpenAlex id of what a user types, links included. Raises ListChoice."""
    last = given.strip().rsplit("/", 1)[-1]
    if is_ror_id(bare(last)):
        return bare(last)
    if re.fullmatch(r"[Ii][0-9]+", last):
        return last.upper()
    raise ListChoice(
        f"'{given}' is neither a ROR id such as 013w2d378 (its check digits count) nor an OpenAlex id such as I123."
    )


def _write(catalogue: Catalogue, root: Path, text: str) -> None:
    others = [other for other in catalogue.roots if other.resolve() != root.resolve()]
    listings = catalogue.records["ref_listing"]
    write_checked(root, {DISPUTES: text}, lambda copy: read_disputes([*others, copy], listings))
