"""One profile's section: what it looks at, its figures over all years, and the parts below them."""

from __future__ import annotations

from analytics.reports import numbers
from analytics.reports.cells import coverage, international, is_small, of
from analytics.reports.choices import choices_blocks
from analytics.reports.document import Block, Cell, Column, Section, cell, heading, note, paragraph, plain
from analytics.reports.evidence import countries_paragraph, evidence_blocks, lists_blocks
from analytics.reports.facts import Facts, ProfileFacts, Row
from analytics.reports.technologies import technologies_block
from analytics.reports.trail import Trail
from analytics.reports.trend import trend_blocks
from analytics.reports.without import without_blocks
from analytics.reports.wording import (
    COUNTERPART,
    EVIDENCE,
    HK_MO,
    KNOWN_ON,
    OWN_LISTINGS,
    VARIANT_MEANINGS,
    VARIANT_NAMES,
    WAYS,
)


def profile_section(facts: Facts, found: ProfileFacts, trail: Trail) -> Section:
    """Everything about the institution under one profile, from its definition down to the evidence."""
    profile = found.profile
    blocks = [
        *_definition(facts, found),
        heading("All years together"),
        _variants_table(facts, found),
        heading("Year by year"),
        *trend_blocks(found),
        heading("By technology"),
        technologies_block(facts, found),
        *choices_blocks(facts, found),
        *without_blocks(facts, found),
        heading("Who is listed, by whom, since when"),
        *countries_paragraph(facts, trail),
        *lists_blocks(facts, found, trail),
        heading("Evidence"),
        *evidence_blocks(facts, found, trail),
    ]
    return Section(f"profile-{profile['profile_id']}", f"Exposure under “{profile['title']}”", tuple(blocks))


def _definition(facts: Facts, found: ProfileFacts) -> list[Block]:
    profile = found.profile
    meanings = tuple(f"{VARIANT_NAMES[v]}: {VARIANT_MEANINGS[v]}." for v in found.variants)
    source = f" Source: {profile['source_url']}." if profile["source_url"] else ""
    blocks = [
        paragraph(f"{plain(profile['description'])} Version {profile['version']}.{source}"),
        paragraph(HK_MO[profile["hk_mo"]]),
        *_what_of_the_lists(facts, profile),
        Block("bullets", items=meanings),
        *_own_listings(facts, found),
    ]
    own = [VARIANT_NAMES[v].lower() for v in found.variants if _is_counterpart(found, v)]
    return [*blocks, note(COUNTERPART.format(variants=", ".join(own)))] if own else blocks


def _what_of_the_lists(facts: Facts, profile: Row) -> list[Block]:
    said = []
    if profile["lists"] and profile["evidence"]:
        said.append(EVIDENCE.format(level=profile["evidence"].replace("_", " ")))
    if profile["lists"] and facts.run["known_on"]:
        said.append(KNOWN_ON.format(day=numbers.day(facts.run["known_on"])))
    return [paragraph(" ".join(said))] if said else []


def _own_listings(facts: Facts, found: ProfileFacts) -> list[Block]:
    lists, level = str(found.profile["lists"] or "").split("; "), found.profile["evidence"]
    mine = [row for row in facts.own_listings if row["list_id"] in lists and level in ("", row["evidence"])]
    named = [_own_listing(row) for row in mine]
    return [note(OWN_LISTINGS.format(listings="; ".join(named)))] if named else []


def _own_listing(row: Row) -> str:
    until = f" until {numbers.day(row['listed_until'])}" if row["listed_until"] else ""
    way = f", {WAYS[row['relation']].format(via=row['via_id'])}" if row["relation"] in WAYS else ""
    evidence = str(row["evidence"] or "evidence not given").replace("_", " ")
    since = numbers.day(row["effective_from"])
    return f"{plain(row['list_title'])}, as “{plain(row['name_as_listed'])}”, since {since}{until}{way} ({evidence})"


def _is_counterpart(found: ProfileFacts, variant: str) -> bool:
    return any(row["is_counterpart"] for row in found.windows if row["variant"] == variant)


def _variants_table(facts: Facts, found: ProfileFacts) -> Block:
    columns = (
        Column("Variant", 1.5),
        Column("Exposed works", 1.3, True),
        Column("Share (95 % interval)", 1.6, True),
        Column("Bounds", 1.4, True),
        Column("Without large teams", 1.3, True),
        Column("International", 1.3, True),
        Column("Coverage", 1.5, True),
    )
    rows = []
    for variant in found.variants:
        row = found.window(facts.scope.technology_id, variant)
        if row is not None:
            rows.append(_variant_row(variant, row))
    limit = "Works with very large teams are counted; the column “without large teams” leaves them out."
    return Block("table", f"{facts.scope.technology_name}. {limit}", columns=columns, rows=tuple(rows))


def _variant_row(variant: str, row: Row) -> tuple[Cell, ...]:
    small_team = f"{numbers.count(row['exposed_works_small_team'])} of {numbers.count(row['works_small_team'])}"
    return (
        cell(VARIANT_NAMES[variant]),
        cell(of(row)),
        cell("too few works")
        if is_small(row)
        else cell(
            numbers.percent(row["exposed_share"]),
            f"({numbers.between(row['exposed_share_low'], row['exposed_share_high'])})",
        ),
        cell("–" if is_small(row) else numbers.between(row["bound_low"], row["bound_high"])),
        cell(small_team),
        international(row),
        coverage([row]),
    )
