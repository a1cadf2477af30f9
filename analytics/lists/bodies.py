"""Find a listed body by id or name, across lists: listings that lead to one institution are one body."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from analytics.errors import SeveralBodies, UnknownBody
from analytics.lists.catalogue import Catalogue
from analytics.matching.names import normalised
from analytics.matching.ror_file import bare
from analytics.reference.ror import is_ror_id


@dataclass(frozen=True)
class Body:
    """What several lists may say of one body: its listings, oldest first, and the ROR or OpenAlex id they share."""

    key: str
    names: tuple[str, ...]
    country_code: str
    listings: tuple[dict[str, Any], ...]

    @property
    def lists(self) -> list[str]:
        """The lists that have or had it."""
        return list(dict.fromkeys(listing["list_id"] for listing in self.listings))


def every_body(catalogue: Catalogue) -> list[Body]:
    """All bodies. Joined across lists are those that a link ``exact`` leads to the same institution."""
    key_of = {
        link["listing_id"]: link["ror_id"] or link["openalex_id"]
        for link in catalogue.records["ref_crosswalk"]
        if link["relation"] == "exact"
    }
    grouped: dict[str, list[dict[str, Any]]] = {}
    for listing in catalogue.records["ref_listing"]:
        grouped.setdefault(key_of.get(listing["listing_id"]) or listing["body_id"], []).append(listing)
    return [_body(key, listings, catalogue.aliases) for key, listings in grouped.items()]


def _body(key: str, listings: list[dict[str, Any]], aliases: dict[str, list[dict[str, Any]]]) -> Body:
    ordered = sorted(listings, key=lambda one: (one["effective_from"], one["listing_id"]))
    names = [one["name_as_listed"] for one in ordered]
    names += [alias["alias"] for one in ordered for alias in aliases.get(one["listing_id"], [])]
    return Body(key, tuple(dict.fromkeys(names)), ordered[0]["country_code"], tuple(ordered))


def find_body(catalogue: Catalogue, entity: str, ror_of: Callable[[str], str | None]) -> tuple[Body, list[Body]]:
    """The body that ``entity`` means, and others whose names merely contain it.

    ``entity`` is a listing id, a ROR id, an OpenAlex id (both also as links) or part of a name; ``ror_of`` gives the
    ROR id of an OpenAlex id where that is known. Raises UnknownBody, and SeveralBodies with ``bodies`` to choose from.
    """
    bodies, wanted = every_body(catalogue), entity.strip()
    if found := _by_id(catalogue, bodies, wanted, ror_of):
        return _only(found, wanted), []
    name = normalised(wanted)
    partly = [body for body in bodies if name and any(name in normalised(one) for one in body.names)]
    equal = [body for body in partly if any(name == normalised(one) for one in body.names)]
    if not partly:
        raise UnknownBody(f"No list has '{wanted}'; give a listing, ROR or OpenAlex id, or part of a listed name.")
    best = equal or partly
    return _only(best, wanted), [body for body in partly if body not in best]


def _by_id(catalogue: Catalogue, bodies: list[Body], wanted: str, ror_of: Callable[[str], str | None]) -> list[Body]:
    if wanted in catalogue.listings or wanted in catalogue.bodies:
        return [b for b in bodies if any(wanted in (one["listing_id"], one["body_id"]) for one in b.listings)]
    last = wanted.rsplit("/", 1)[-1]
    if is_ror_id(bare(wanted)):
        return _linked(catalogue, bodies, {bare(wanted)}, wanted)
    if re.fullmatch(r"[Ii][0-9]+", last):
        return _linked(catalogue, bodies, {last.upper(), ror_of(last.upper()) or last.upper()}, wanted)
    return []


def _linked(catalogue: Catalogue, bodies: list[Body], ids: set[str], wanted: str) -> list[Body]:
    listed = {
        link["listing_id"] for link in catalogue.records["ref_crosswalk"] if {link["ror_id"], link["openalex_id"]} & ids
    }
    found = [body for body in bodies if any(one["listing_id"] in listed for one in body.listings)]
    if not found:
        raise UnknownBody(f"No list has an entry that leads to the institution {wanted}.")
    return found


def _only(found: list[Body], wanted: str) -> Body:
    if len(found) > 1:
        raise SeveralBodies(
            f"'{wanted}' is {len(found)} listed bodies; name one by its id or by more of its name.", found
        )
    return found[0]
