"""What collaboration brings, before any exposure: the opening section of every report."""

from __future__ import annotations

from analytics.reports import numbers
from analytics.reports.cells import by_kind, is_small, known, of
from analytics.reports.document import Block, KeyFigure, Section, note, paragraph, plain
from analytics.reports.facts import Facts, ProfileFacts, Row
from analytics.reports.scope import ALL_WORKS
from analytics.reports.wording import HK_MO, ITSELF, PROMPT, VARIANT_MEANINGS, VARIANT_NAMES

_CREDIT = "of author credit is known"


def summary(facts: Facts) -> Section:
    """The report in plain sentences: size and coverage, openness, then exposure per profile and variant."""
    rows = headline(facts)
    if not rows:
        text = f"This build has no figure for works of {_unit(facts)}."
        return Section("summary", "Summary", (paragraph(text), note(PROMPT)))
    whole = rows[0]
    blocks = [_figures(facts, rows), paragraph(_size(facts, rows)), paragraph(_openness(facts, whole))]
    for found in facts.profiles:
        blocks += _exposure(facts, found)
    return Section("summary", "Summary", (*blocks, note(PROMPT)))


def headline(facts: Facts) -> list[Row]:
    """All-years rows, one per kind of coverage, that carry works and openness of the whole institution.

    From a profile that counts Hong Kong and Macao on their own where there is one: that switch moves the
    international share.
    """
    ordered = sorted(facts.profiles, key=lambda found: str(found.profile["hk_mo"]) != "own")
    rows = [found.window(facts.scope.technology_id, v) for found in ordered for v in found.variants]
    return list(by_kind([row for row in rows if row is not None]).values())


def exposure_sentence(variant: str, row: Row) -> str:
    """One variant in words, with its interval, its bounds and the openness it stands beside."""
    if row["is_counterpart"]:
        return f"{VARIANT_NAMES[variant]}: {ITSELF}"
    said = f"{of(row)} works {'was' if row['exposed_works'] == 1 else 'were'} {VARIANT_MEANINGS[variant]}"
    if is_small(row):
        return f"{said}. That is too few works for a rate."
    interval = numbers.between(row["exposed_share_low"], row["exposed_share_high"])
    return (
        f"{said}: {numbers.percent(row['exposed_share'])} (95 % interval {interval})."
        f" {_bounds(row)} For comparison, {numbers.percent(row['international_share'])} of these works were"
        " written with another country."
    )


def _exposure(facts: Facts, found: ProfileFacts) -> list[Block]:
    windows = [(v, found.window(facts.scope.technology_id, v)) for v in found.variants]
    sentences = tuple(exposure_sentence(variant, row) for variant, row in windows if row is not None)
    lead = f"Under the profile “{plain(found.profile['title'])}”, of the same works:"
    return [paragraph(lead), Block("bullets", items=sentences)] if sentences else []


def _bounds(row: Row) -> str:
    unresolved = row["unresolved_works"]
    if not unresolved:
        return "No work with an unknown affiliation could change that."
    return (
        f"{numbers.works(unresolved)} with an unknown affiliation could also belong here, so the share of all"
        f" works lies between {numbers.percent(row['bound_low'])} and {numbers.percent(row['bound_high'])}."
    )


def _figures(facts: Facts, rows: list[Row]) -> Block:
    row = rows[0]
    small = "too few works for a rate" if is_small(row) else ""
    interval = numbers.between(row["international_share_low"], row["international_share_high"])
    coverage = [KeyFigure(numbers.percent(r["coverage"]), f"coverage, {known(r['variant'])}", _CREDIT) for r in rows]
    abroad = KeyFigure(
        numbers.percent(row["international_share"]),
        "international",
        small or f"{numbers.works(row['international_works'])}; 95 % interval {interval}",
    )
    free = KeyFigure(
        numbers.percent(row["open_access_share"]),
        "open access",
        small or f"{numbers.works(row['open_access_works'])}, of those whose access is known",
    )
    return Block(
        "figures",
        figures=(KeyFigure(numbers.count(row["works"]), "works", _published(facts)), abroad, free, *coverage),
    )


def _size(facts: Facts, rows: list[Row]) -> str:
    row = rows[0]
    coverage = " and ".join(
        f"{numbers.percent(r['coverage'])} could be given to a known {known(r['variant'])}" for r in rows
    )
    return (
        f"{_unit(facts)} appears on {numbers.works(row['works'])} published in"
        f" {_published(facts)}. Of the author credit on them, {coverage};"
        " the rest is unknown, and every share below is to be read with that in mind."
    )


def _openness(facts: Facts, row: Row) -> str:
    text = (
        f"{numbers.works(row['international_works'])} were written with at least one other country:"
        f" {numbers.count(row['bilateral_works'])} with exactly one,"
        f" {numbers.count(row['multilateral_works'])} with two or more. {HK_MO[row['hk_mo']]}"
    )
    if not facts.partners:
        return text
    country = facts.country_names.get(facts.institution["country_code"], facts.institution["country_code"])
    named = ", ".join(f"{p['partner']} ({numbers.count(p['joint_works'])})" for p in facts.partners)
    return (
        f"{text} For orientation, the most frequent partners of its country as a whole ({country}),"
        f" with their joint works: {named}."
    )


def _published(facts: Facts) -> str:
    """The years in which the institution has a work: a window reaches over all years of the build."""
    found = [row["year"] for profile in facts.profiles for row in profile.years if row["works"]]
    return numbers.years(min(found, default=None), max(found, default=None))


def _unit(facts: Facts) -> str:
    name = plain(facts.institution["institution_name"])
    scope = facts.scope
    return name if scope.technology_id == ALL_WORKS else f"In the technology “{scope.technology_name}”, {name}"
