"""The table by technology: every technology of the institution, its openness, and its exposure beside it."""

from __future__ import annotations

from analytics.reports import numbers
from analytics.reports.cells import coverage, international, is_small, of
from analytics.reports.document import Block, Cell, Column, cell
from analytics.reports.facts import UPPER, Facts, ProfileFacts, Row
from analytics.reports.scope import ALL_WORKS
from analytics.reports.wording import VARIANT_NAMES


def technologies_block(facts: Facts, found: ProfileFacts) -> Block:
    """One row per technology with a work, the largest first; counts only where works are too few."""
    wanted = {ALL_WORKS, facts.scope.technology_id}
    ordered = sorted(found.windows, key=lambda row: (row["tag_scope"], -row["works"], row["technology_id"]))
    identifiers = list(dict.fromkeys(row["technology_id"] for row in ordered if row["works"]))
    if facts.scope.technology_id != ALL_WORKS:
        identifiers = [identifier for identifier in identifiers if identifier in wanted]
    columns = (
        Column("Technology", 1.5),
        Column("Works", 0.6, True),
        Column("Coverage", 1.3, True),
        Column("International", 1.1, True),
        *(Column(VARIANT_NAMES[variant], 1.5, True) for variant in found.variants),
    )
    rows = [_technology_row(facts, found, identifier) for identifier in identifiers]
    caption = (
        "Each exposure cell: share (95 % interval), exposed works, bounds, and the upper figure, which also"
        " counts works whose technology tag is only probable; all else counts the tag “high” only."
        " Technologies without a work are left out. Where works are too few for a rate, counts stand alone."
        " A work can have several technologies, so rows do not add up."
    )
    return Block("table", caption, columns=columns, rows=tuple(rows))


def _technology_row(facts: Facts, found: ProfileFacts, identifier: str) -> tuple[Cell, ...]:
    windows = [found.window(identifier, variant) for variant in found.variants]
    uppers = [found.window(identifier, variant, UPPER) for variant in found.variants]
    if identifier == ALL_WORKS:  # without a tag there is nothing probable about it
        uppers = [None] * len(windows)
    first = next((row for row in windows if row is not None), None)
    name = facts.technology_names.get(identifier, identifier)
    return (
        cell(name),
        cell(numbers.count(first["works"] if first else 0)),
        coverage(windows),
        international(first),
        *(_technology_cell(high, upper) for high, upper in zip(windows, uppers, strict=True)),
    )


def _technology_cell(high: Row | None, upper: Row | None) -> Cell:
    above = ""
    if upper is not None:
        above = f"upper: {of(upper) if is_small(upper) else numbers.percent(upper['exposed_share'])}"
    if high is None:
        return cell("no work tagged high", above)
    if is_small(high):
        return cell(of(high), above)
    return cell(
        f"{numbers.percent(high['exposed_share'])}"
        f" ({numbers.between(high['exposed_share_low'], high['exposed_share_high'])})",
        of(high),
        f"bounds {numbers.between(high['bound_low'], high['bound_high'])}",
        above,
    )
