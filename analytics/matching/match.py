"""The one rule by which a listing is linked without a person: equal names, one organisation, the same country."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz import fuzz

from analytics.matching.index import RorIndex
from analytics.matching.names import forms, is_acronym, names_a_company, normalised
from analytics.matching.ror_file import RorRecord

# Aliases under which a listing may be linked; a subsidiary is another body, a weak alias is many.
DECIDING = frozenset({"name", "former"})
# Lists print subsidiaries as aliases. An organisation found by an alias therefore has to resemble the listed name as
# well (token set ratio): of 35 right and 4 wrong links of a checked draft, 33 right ones lie above, no wrong one.
RESEMBLANCE = 85.0
CONFIDENCE = {"name_exact": 0.99, "alias_exact": 0.95}


@dataclass(frozen=True)
class Listed:
    """What is compared of one listing. ``aliases`` are (alias, kind) as in ``aliases.csv``."""

    listing_id: str
    name: str
    country_code: str
    unit_scope: str = "whole"
    aliases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Candidate:
    """An organisation a person may want to choose: score 0–100 of the two names, and why it stands here."""

    ror_id: str
    ror_name: str
    score: float
    listed_as: str
    why: str


@dataclass(frozen=True)
class Verdict:
    """``ror_id`` and ``method`` where the rule decides; otherwise ``candidates`` with equal names and ``why`` not."""

    ror_id: str | None = None
    method: str | None = None
    note: str = ""
    why: str = ""
    candidates: tuple[Candidate, ...] = field(default=())


def decide(listed: Listed, index: RorIndex) -> Verdict:
    """Link ``listed`` when its name (else an alias) equals names of exactly one active organisation of its country.

    Never linked: an acronym, a weak or subsidiary alias, a name that two organisations carry, aliases that lead to
    two, a company whose name but for the legal form is that of an institute, a unit below the grain of ROR, an
    organisation that ended.
    """
    if listed.unit_scope != "whole":
        return Verdict(why=f"the listing is of scope {listed.unit_scope}")
    by_name = _equal(listed.name, listed.country_code, index)
    aliases = [alias for alias, kind in listed.aliases if kind in DECIDING]
    by_alias = [match for alias in aliases for match in _equal(alias, listed.country_code, index)]
    every = _distinct([*by_name, *by_alias])
    if len(every) > 1:
        return Verdict(why="its names are those of several organisations", candidates=_candidates(listed, every))
    if not every:
        return Verdict(why="no organisation of this country has an equal name")
    record, note, name = every[0]
    why = _doubt(listed, record, note, name, is_alias=not by_name)
    if why:
        return Verdict(why=why, candidates=_candidates(listed, every))
    return Verdict(record.ror_id, "name_exact" if by_name else "alias_exact", note or _beside_parent(name, record))


def _beside_parent(name: str, record: RorRecord) -> str:
    country_names = [country_name for _, country_name in record.countries]
    own = {form for other in record.names for country in ("", *country_names) for form in forms(other, country)}
    return "" if own & set(forms(name)) else "the listed name is the ROR name beside that of its parent"


def _doubt(listed: Listed, record: RorRecord, note: str, name: str, *, is_alias: bool) -> str:
    """Why an organisation with an equal name is left to a person; empty where there is no doubt."""
    if "inactive" in note:
        return note
    if record.status != "active":
        return f"ROR says that the organisation is {record.status}"
    if names_a_company(name) and not (record.is_company or any(map(names_a_company, record.names))):
        return "the listed body is a company, the organisation of that name is not"
    if is_alias and not _resembles(listed.name, record):
        return "only an alias is equal, which may be a subsidiary's"
    return ""


def _resembles(name: str, record: RorRecord) -> bool:
    return any(fuzz.token_set_ratio(normalised(name), normalised(other)) >= RESEMBLANCE for other in record.names)


Match = tuple[RorRecord, str, str]


def _equal(name: str, country: str, index: RorIndex) -> list[Match]:
    """(organisation after its successors, note, name as listed) for every organisation with this name."""
    if is_acronym(name):
        return []
    found = {record.ror_id: record for form in forms(name) for record in index.named(country, form)}
    live = [record for record in found.values() if record.status != "withdrawn" or record.successors]
    followed = [(*successor(record, index), name) for record in live]
    return [match for match in followed if country in dict(match[0].countries)]


def _distinct(matches: list[Match]) -> list[Match]:
    by_id: dict[str, Match] = {}
    for match in matches:
        known = by_id.get(match[0].ror_id)
        # What is found under its own name needs no note about the record it replaced.
        if known is None or (known[1] and not match[1]):
            by_id[match[0].ror_id] = match
    return list(by_id.values())


def _candidates(listed: Listed, matches: list[Match]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            record.ror_id, record.display_name, 100.0, name, "; ".join(filter(None, (_equals(listed, name), note)))
        )
        for record, note, name in matches
    )


def _equals(listed: Listed, name: str) -> str:
    return "equal name" if name == listed.name else f"equal to the alias '{name}'"


def successor(record: RorRecord, index: RorIndex) -> tuple[RorRecord, str]:
    """``record``, or the organisation that ROR says replaced it, with a note; stops where there are several."""
    first, seen, notes = record, {record.ror_id}, ""
    while record.status != "active" and len(record.successors) == 1:
        after = index.records.get(record.successors[0])
        if after is None or after.ror_id in seen:
            break
        seen.add(after.ror_id)
        record = after
        notes = f"ROR {first.ror_id} is {first.status}; its successor is {record.ror_id}"
    return record, notes
