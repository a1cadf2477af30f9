"""The blocks that lead from a figure back to lists, works, affiliation strings and listings."""

from __future__ import annotations

import re
from itertools import groupby

from analytics.reports import numbers
from analytics.reports.document import (
    Block,
    Cell,
    Column,
    Line,
    cell,
    link,
    note,
    paragraph,
    plain,
    work_title,
)
from analytics.reports.facts import Facts, ProfileFacts, Row
from analytics.reports.trail import LISTINGS_SHOWN, Trail, query_for_all
from analytics.reports.wording import ITSELF, NO_EDITION, VARIANT_NAMES, WAYS

STRINGS_PER_WORK = 4
_LONGEST_STRING = 300


def countries_paragraph(facts: Facts, trail: Trail) -> list[Block]:
    """Which countries of the profile appear, with works per country (a work can have several)."""
    if not trail.countries:
        return []
    named = ", ".join(
        f"{facts.country_names.get(row['country_code'], row['country_code'])} ({numbers.works(row['works'])})"
        for row in trail.countries
    )
    return [paragraph(f"Countries of this profile on the works: {named}.")]


def lists_blocks(facts: Facts, found: ProfileFacts, trail: Trail) -> list[Block]:
    """The lists of the profile, and the listings met on the institution's works."""
    identifiers = re.findall(r"[\w.-]+", found.profile["lists"] or "")
    lists = [row for row in facts.lists if row["list_id"] in identifiers]
    if not lists:
        return [paragraph("This profile names countries only; it uses no list of institutions.")]
    blocks = [_lists_table(lists)]
    if not trail.listings:
        return [*blocks, paragraph("No listed institution was found on these works.")]
    if trail.listings_found > LISTINGS_SHOWN:
        found_text = f"The {LISTINGS_SHOWN} most frequent of {numbers.count(trail.listings_found)} listings."
        blocks.append(paragraph(found_text))
    return [*blocks, _listings_table(facts, trail)]


def evidence_blocks(facts: Facts, found: ProfileFacts, trail: Trail) -> list[Block]:
    """The newest exposed works with the strings and listings behind them, and how to get the others."""
    if not trail.works:
        if any(row["is_counterpart"] for row in found.windows):
            return [paragraph(f"There is no evidence to show: {ITSELF}")]
        return [paragraph("No work of this institution is exposed under this profile.")]
    works = [list(rows) for _, rows in groupby(trail.strings, key=lambda row: row["work_id"])]
    columns = (
        Column("Work", 1.5),
        Column("Affiliation string", 1.5),
        Column("Institution", 1),
        Column("Why", 1.4),
    )
    rows = tuple(row for work in works for row in _work_rows(work))
    shown = f"The newest {len(works)} of" if trail.works > len(works) else "All"
    text = f"{shown} {numbers.works(trail.works)} that are exposed in any variant, newest first."
    query = query_for_all(facts.institution["institution_id"], found.profile["profile_id"], facts.scope)
    return [
        Block("table", text, columns=columns, rows=rows),
        paragraph(
            "Every row of the evidence is on the institution's page of the dashboard, and in the table"
            f" out_evidence of the warehouse file of run {facts.run['run_id']}:"
        ),
        Block("code", query),
        note("Not your works, or not that institution? Matches can be wrong; the affiliation string decides."),
    ]


def _lists_table(lists: list[Row]) -> Block:
    columns = (
        Column("List of this profile", 2.2),
        Column("Issuer, jurisdiction", 1.8),
        Column("Version", 1.2),
        Column("Listings", 0.8, True),
        Column("Matched", 0.8, True),
        Column("Found in works", 0.8, True),
    )
    rows = tuple(
        (
            cell(link(plain(row["title"]), row["source_url"]), plain(row["force"])),
            cell(plain(row["issuer"]), plain(row["jurisdiction"])),
            cell(row["version"] or NO_EDITION, numbers.day(row["published"])),
            cell(numbers.count(row["listings"]), f"{numbers.count(row['copies_of_official'])} from the official text"),
            cell(numbers.count(row["resolved"])),
            cell(numbers.count(row["present_in_corpus"])),
        )
        for row in lists
    )
    return Block(
        "table",
        "The lists as read for this run: listings, those matched to an institution, those found in any work.",
        columns=columns,
        rows=rows,
    )


def _listings_table(facts: Facts, trail: Trail) -> Block:
    versions = {row["list_id"]: row["version"] for row in facts.lists}
    columns = (
        Column("Institution", 1.6),
        Column("Listed as", 1.6),
        Column("Listed by", 1.8),
        Column("Since", 1),
        Column("Works, listed then", 0.8, True),
        Column("Works, listed now", 0.8, True),
    )
    rows = tuple(
        (
            cell(plain(row["institutions"])),
            cell(plain(row["name_as_listed"]), *_way(row)),
            cell(link(plain(row["list_title"]), row["source_url"]), *_known_by(row, versions)),
            cell(numbers.day(row["effective_from"])),
            cell(numbers.count(row["works_then"])),
            cell(numbers.count(row["works_now"])),
        )
        for row in trail.listings
    )
    caption = "Listed institutions on the works. “Since” is the confirmed day, else the first edition known."
    return Block("table", caption, columns=columns, rows=rows)


def _known_by(row: Row, versions: dict[str, str | None]) -> tuple[str, str]:
    evidence = str(row["listing_evidence"] or "evidence not given").replace("_", " ")
    return f"version {versions[row['list_id']] or NO_EDITION}", evidence


def _way(row: Row) -> list[str]:
    """How a listing of another body leads to the institution; nothing where it is that body."""
    return [WAYS[row["relation"]].format(via=row["via_id"])] if row["relation"] in WAYS else []


def _work_rows(rows: list[Row]) -> list[tuple[Cell, ...]]:
    by_string: dict[str, list[Row]] = {}
    for row in rows:
        by_string.setdefault(row["affiliation_string"] or "", []).append(row)
    made: list[tuple[Cell, ...]] = []
    for same in list(by_string.values())[:STRINGS_PER_WORK]:
        made.append((cell() if made else _work(same[0]), *_string(same)))
    hidden = len(by_string) - STRINGS_PER_WORK
    if hidden > 0:
        made.append((cell(), cell(f"and {hidden} more on this work"), cell(), cell()))
    return made


def _work(row: Row) -> Cell:
    doi = re.sub(r"^https?://(dx\.)?doi\.org/", "", row["doi"] or "")
    source = (
        link(f"doi:{doi}", f"https://doi.org/{doi}")
        if doi
        else link(row["work_id"], f"https://openalex.org/{row['work_id']}")
    )
    return cell(work_title(row["title"]), str(row["year"]), source)


def _string(rows: list[Row]) -> tuple[Cell, Cell, Cell]:
    text = plain(rows[0]["affiliation_string"]) or "(no string in the source; institution given by it)"
    if len(text) > _LONGEST_STRING:
        text = f"{text[:_LONGEST_STRING].rstrip()} …"
    several = max(row["authorships"] for row in rows)
    times = f"on {several} authorships of this work" if several > 1 else ""
    institutions = dict.fromkeys(line for row in rows for line in _institution(row))
    reasons = dict.fromkeys(line for row in rows for line in _reason(row))
    return cell(text, times), cell(*institutions), cell(*reasons)


def _institution(row: Row) -> list[str]:
    where = ", ".join(part for part in (row["institution_id"], row["country_code"]) if part != "unknown")
    return [plain(row["institution_name"]) or "(institution not recognised)", where]


def _reason(row: Row) -> list[Line]:
    names = " and ".join(VARIANT_NAMES[variant].lower() for variant in row["variants"].split(";"))
    if row["listing_id"] is None:
        return [Line(names)]
    since = f"{names}; since {numbers.day(row['effective_from'])}"
    return [
        link(f"{plain(row['list_title'])}: {plain(row['name_as_listed'])}", row["source_url"]),
        Line(since),
        *map(Line, _way(row)),
    ]
