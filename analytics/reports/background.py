"""What a reader needs around the figures: what is not known, how they are made, the words, the run."""

from __future__ import annotations

import json
from datetime import datetime

from analytics.reports import numbers
from analytics.reports.cells import known
from analytics.reports.disputes import dispute_blocks
from analytics.reports.document import Block, Column, Section, cell, heading, paragraph, plain
from analytics.reports.facts import Facts, Row
from analytics.reports.openness import headline
from analytics.reports.wording import GLOSSARY, METHODS_SHOWN, MISSED, NO_EDITION


def unknowns(facts: Facts) -> Section:
    """Coverage, works and listings that could not be resolved, and what the whole build leaves out."""
    items = [*_about_institution(facts), *_about_lists(facts), *_about_build(facts)]
    items += [_failed(row) for row in facts.audits]
    blocks = (Block("bullets", items=tuple(items)), *_intake(facts), *dispute_blocks(facts))
    return Section("unknown", "What is not known", blocks)


def methods(facts: Facts) -> Section:
    """The method cards of the build, in reading order, formula and source included."""
    by_id = {row["method_id"]: row for row in facts.methods}
    blocks = []
    for identifier in METHODS_SHOWN:
        if row := by_id.get(identifier):
            blocks.append(heading(plain(row["title"]).replace("`", "")))
            source = f" Source: {plain(row['source'])}." if row["source"] else ""
            blocks.append(paragraph(f"{plain(row['formula']).rstrip('.').replace('`', '')}.{source}"))
    return Section("methods", "How the numbers are made", tuple(blocks))


def glossary() -> Section:
    """The terms of the report, one sentence each."""
    columns = (Column("Term", 1), Column("Meaning", 3.5))
    rows = tuple((cell(term), cell(meaning)) for term, meaning in GLOSSARY)
    return Section("glossary", "Words used", (Block("table", columns=columns, rows=rows),))


def run_record(facts: Facts) -> Section:
    """Everything needed to make this report again: run, code, settings, reference data and list versions."""
    run = [(name.replace("_", " "), _shown(value)) for name, value in facts.run.items() if value is not None]
    rows = tuple((cell(name), cell(value)) for name, value in run)
    lists = tuple(
        (cell(plain(row["title"])), cell(row["version"] or NO_EDITION), cell(numbers.day(row["published"])))
        for row in facts.lists
    )
    blocks = [
        Block("table", "The build.", columns=(Column("Item", 1), Column("Value", 3)), rows=rows),
        Block(
            "table",
            "The lists of the build.",
            columns=(Column("List", 3), Column("Version", 1.2), Column("Published", 1)),
            rows=lists,
        ),
    ]
    return Section("run", "Run record", tuple(blocks[: 2 if lists else 1]))


def _about_institution(facts: Facts) -> list[str]:
    coverage = [
        f"Coverage: {numbers.percent(row['coverage'])} of the author credit on this institution's works has a"
        f" known {known(row['variant'])}. What is unknown counts neither as exposed nor as not exposed: it is"
        " the distance between the bounds."
        for row in headline(facts)
    ]
    return [*coverage, MISSED]


def _about_lists(facts: Facts) -> list[str]:
    asked = {name for found in facts.profiles for name in (found.profile["lists"] or "").split("; ")}
    return [
        f"{plain(row['title'])}: {numbers.count(row['unresolved'])} of {numbers.count(row['listings'])}"
        f" listings could not be matched to an institution, and {numbers.count(row['not_measurable'])} cannot"
        " be measured in publications; works with them are not counted."
        for row in facts.lists
        if row["list_id"] in asked and (row["unresolved"] or row["not_measurable"])
    ]


def _about_build(facts: Facts) -> list[str]:
    works = sum(row["works"] for row in facts.coverage)
    texts = {
        "works_truncated": "the source lists only the first authors",
        "works_without_topic": "the source gives no topic, so a technology can only be found in their words",
        "works_without_abstract": "there is no abstract, so a technology is found by title and topic only",
    }
    counted = {column: sum(row[column] or 0 for row in facts.coverage) for column in texts}
    return [
        f"In the whole build, for {numbers.count(number)} of {numbers.works(works)} {texts[column]}."
        for column, number in counted.items()
        if number
    ]


def _intake(facts: Facts) -> list[Block]:
    if not facts.intake:
        return []
    columns = (Column("What became of the records received", 3), Column("Records", 1, True))
    rows = tuple((cell(row["reason"].replace("_", " ")), cell(numbers.count(row["records"]))) for row in facts.intake)
    caption = "Records of the whole build: only “staged” ones can appear in a figure."
    return [Block("table", caption, columns=columns, rows=rows)]


def _failed(audit: Row) -> str:
    stated = plain(audit["message"]).rstrip(".").replace("`", "")
    return f"Check of the build ({audit['level']}): {stated} ({numbers.count(audit['failures'])})."


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, str) and value.startswith("{"):
        return "; ".join(f"{name} {version}" for name, version in json.loads(value).items())
    return plain(str(value))
