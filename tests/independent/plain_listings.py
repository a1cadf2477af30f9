"""Whom a listing counts for and when, in loops and dictionaries, after risk-reference.md, not after the SQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plain_works import bare

Tables = dict[str, list[dict]]


@dataclass(frozen=True)
class Body:
    """An institution as its own record describes it, what that lacks as the newest staged work does."""

    ror: str | None
    lineage: frozenset[str]


@dataclass(frozen=True)
class Counts:
    """A listing counts for an institution from `start` until `until`, that day no more."""

    listing_id: str
    relation: str
    via: str
    start: date
    until: date | None

    def on(self, day: date) -> bool:
        return self.start <= day and (self.until is None or day < self.until)


NEARER = ("exact", "rolled_down", "successor")


def bodies(records: dict[str, dict], entities: dict[str, dict]) -> dict[str, Body]:
    found: dict[str, Body] = {}
    by_age = sorted(records.items())
    by_age.sort(key=lambda item: item[1].get("updated_date") or "", reverse=True)
    for _, record in by_age:
        for authorship in record.get("authorships") or []:
            for i in authorship.get("institutions") or []:
                if i.get("id") and bare(i["id"]) not in found:
                    own = entities.get(bare(i["id"]), {})
                    above = frozenset(bare(x) for x in own.get("lineage") or i.get("lineage") or [] if x)
                    found[bare(i["id"])] = Body(bare(own.get("ror")) or bare(i.get("ror")), above)
    return found


def listings_of(tables: Tables, known: dict[str, Body], known_on: date | None) -> dict[str, list[Counts]]:
    """Institution → every listing that counts for it, undisputed, nearest way first."""
    every: dict[str, dict[str, Counts]] = {}
    links: dict[str, list[dict]] = {}
    for link in tables["ref_crosswalk"]:
        if link["relation"] == "exact":
            links.setdefault(link["listing_id"], []).append(link)
    for listing in tables["ref_listing"]:
        if listing["unit_scope"] != "whole" or (known_on and listing["known_from"] > known_on):
            continue
        mine = links.get(listing["listing_id"], [])
        for institution, counts in ways(tables, known, listing, mine, until_as_known(listing, known_on)):
            its = every.setdefault(institution, {})
            had = its.get(counts.listing_id)
            if had is None or rank(counts) < rank(had):
                its[counts.listing_id] = counts
    return {institution: list(mine.values()) for institution, mine in every.items()}


def of_today(tables: Tables, merged: dict[str, str]) -> Tables:
    """Reference rows as if they had been written after every merger of OpenAlex."""
    ids = ("openalex_id", "institution_id")
    return {
        name: [row | {key: merged.get(row[key], row[key]) for key in ids if key in row} for row in rows]
        for name, rows in tables.items()
    }


def rank(counts: Counts) -> tuple:
    return NEARER.index(counts.relation), counts.start, counts.via


def until_as_known(listing: dict, known_on: date | None) -> date | None:
    """An end that a later edition tells of is not known before that edition."""
    if known_on and listing["known_until"] and known_on < listing["known_until"]:
        return None
    return listing["listed_until"]


def ways(
    tables: Tables, known: dict[str, Body], listing: dict, links: list[dict], until: date | None
) -> Iterable[tuple[str, Counts]]:
    systems = {row["institution_id"] for row in tables["ref_super_system"]}
    wrong = {d[key] for d in tables["ref_dispute"] if d["listing_id"] == listing["listing_id"] for key in IDS if d[key]}
    for link in links:
        for via, ror in named(link, known):
            reached = [(i, "exact", None) for i in known if i == via]
            if link["propagate_to_children"] and via not in systems:
                below = (i for i, body in known.items() if via in body.lineage and i != via and i not in systems)
                reached += [(i, "rolled_down", None) for i in below]
            for later in tables["ref_institution_successor"]:
                if ror is not None and later["ror_id"] == ror:
                    after = (i for i, body in known.items() if body.ror == later["successor_ror_id"] and i != via)
                    reached += [(i, "successor", later["effective_on"]) for i in after]
            for institution, relation, since in reached:
                start = max(listing["effective_from"], since or date.min)
                own = {via, ror, institution, known[institution].ror} - {None}
                if not own & wrong and (until is None or start < until):
                    yield institution, Counts(listing["listing_id"], relation, via, start, until)


IDS = ("openalex_id", "ror_id")


def named(link: dict, known: dict[str, Body]) -> Iterable[tuple[str, str | None]]:
    """The bodies a link names: by OpenAlex id, by ROR id, and a ROR id alone where no work carries it."""
    own = link["openalex_id"]
    if own:
        yield own, link["ror_id"] or (known[own].ror if own in known else None)
    if link["ror_id"]:
        same = [i for i, body in known.items() if body.ror == link["ror_id"]]
        for institution in same or [link["ror_id"]]:
            if institution != own:
                yield institution, link["ror_id"]
