"""What moved since the build before, and by which cause: works with and without the counterpart side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from analytics.estimates.intervals import FEWEST_BASE
from analytics.reports import numbers
from analytics.reports.document import Block, Cell, Column, Section, cell, heading, note, paragraph, plain
from analytics.reports.facts import HEADLINE, Facts, ProfileFacts, Row
from analytics.reports.scope import ALL_WORKS
from analytics.reports.wording import CAUSES, COUNTERPART, MADE_OTHERWISE, VARIANT_NAMES

_MOST = 6
_LEDGER = (
    "{technology}, all years. What each cause added or took away, in works; the causes add up to the difference. In"
    " brackets the change relative to the build before, where that had ten works or more."
)
_CELLS = "The {what} in which works with the counterpart moved most: before → now, and the cause of most of it."
_HEADS = {"year": "Year", "technology_id": "Technology"}
Sums = dict[str, float]


def changed_section(facts: Facts) -> Section:
    """The ledger of each profile and the cells that moved most; one sentence where there is no build before."""
    run = facts.change_run
    if not run["is_compared"]:
        text = f"Nothing is compared with an earlier build: {plain(run['basis'])}."
        return Section("changed", "What changed", (paragraph(text),))
    blocks = [paragraph(_whole(run)), paragraph(_made(run))]
    for found in facts.profiles:
        blocks += [heading(plain(found.profile["title"])), *_profile(facts, found)]
    return Section(
        "changed", f"What changed since build {run['previous_run_id']}", (*blocks, paragraph(_alerts(facts)))
    )


def _whole(run: Row) -> str:
    return (
        f"The whole build holds {numbers.works(run['works_new'])} not held before, has lost"
        f" {numbers.count(run['works_removed'])} and has {numbers.count(run['works_revised'])} revised;"
        f" a change of the fields moved {numbers.count(run['works_tags'])}, one of lists or profiles"
        f" {numbers.count(run['works_lists'])}."
    )


def _made(run: Row) -> str:
    differs = [name for flag, name in MADE_OTHERWISE.items() if run[flag]]
    if not differs:
        return "Fields, lists, settings and code stood still: what moved, moved in the records or with the day."
    return f"Made otherwise than before: {', '.join(differs)}. What settings or code move counts as one of the causes."


def _profile(facts: Facts, found: ProfileFacts) -> list[Block]:
    moved = [row for row in found.changes if row["technology_id"] == facts.scope.technology_id]
    if not found.changes:
        return [paragraph("No figure of this institution under this profile moved.")]
    windows = ((v, found.window(facts.scope.technology_id, v)) for v in found.variants)
    own = [VARIANT_NAMES[v].lower() for v, row in windows if row and row["is_counterpart"]]
    blocks = [note(COUNTERPART.format(variants=", ".join(own)))] if own else []
    blocks += [_ledger(facts, found, moved)] if moved else []
    if not any(row[f"exposed_works_{cause}"] for row in found.changes for cause in CAUSES):
        return [*blocks, paragraph("No work with the counterpart came, went or moved.")]
    blocks += _most(moved, "years", "year", {})
    if facts.scope.technology_id == ALL_WORKS:
        others = [row for row in found.changes if row["technology_id"] != ALL_WORKS]
        blocks += _most(others, "technologies", "technology_id", facts.technology_names)
    return blocks


def _ledger(facts: Facts, found: ProfileFacts, moved: list[Row]) -> Block:
    columns = (
        *(Column("Works", 1.9), Column("Before", 0.8, True), Column("Now", 1.0, True)),
        *(Column(cause, 0.8, True) for cause in CAUSES.values()),
    )
    sides = {variant: _sides(facts, found, variant, moved) for variant in found.variants}
    # Works are the same in every variant; one in which nothing at all moved has no row.
    works = max((works for works, _ in sides.values()), key=lambda side: sum(abs(side[cause]) for cause in CAUSES))
    lines = [_line("All works", "", works)]
    for variant, (every, exposed) in sides.items():
        lines.append(_line("With the counterpart", VARIANT_NAMES[variant], exposed))
        lines.append(_line("Without it", VARIANT_NAMES[variant], {part: every[part] - exposed[part] for part in every}))
    caption = _LEDGER.format(technology=facts.scope.technology_name)
    return Block("table", caption, columns=columns, rows=tuple(lines))


def _sides(facts: Facts, found: ProfileFacts, variant: str, moved: list[Row]) -> tuple[Sums, Sums]:
    """Works and exposed works of all years."""
    now = found.window(facts.scope.technology_id, variant, HEADLINE)
    sums = _sums(row for row in moved if row["variant"] == variant)
    return _side(now, sums, "works"), _side(now, sums, "exposed_works")


def _sums(rows: Iterable[Row]) -> Sums:
    sums: Sums = defaultdict(int)
    for row in rows:
        for count in ("works", "exposed_works"):
            for part in ("before", "after", *CAUSES):
                sums[f"{count}_{part}"] += row[f"{count}_{part}"]
    return sums


def _side(now: Row | None, sums: Sums, count: str) -> Sums:
    """Of all years together; only those that moved have a row of change."""
    parts = {part: sums[f"{count}_{part}"] for part in CAUSES}
    after = now[count] if now else sums[f"{count}_after"]
    return {"before": after - sum(parts.values()), "after": after} | parts


def _line(name: str, variant: str, side: Sums) -> tuple[Cell, ...]:
    before, after = side["before"], side["after"]
    relative = f"({100 * (after / before - 1):+.1f}\N{NO-BREAK SPACE}%)" if before >= FEWEST_BASE else ""
    counts = (cell(numbers.count(before)), cell(numbers.count(after), relative))
    return (cell(name, variant), *counts, *(cell(_signed(side[cause])) for cause in CAUSES))


def _most(rows: list[Row], what: str, by: str, names: dict[str, str]) -> list[Block]:
    """Of each variant's years or technologies those that moved most, few enough for a page."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["variant"], str(row[by])].append(row)
    every = {at: _sums(group) for at, group in groups.items()}
    sums = {at: found for at, found in every.items() if _is_moved(found)}
    if not sums:
        return []
    order = sorted(sums, key=lambda at: (-abs(_difference(sums[at])), at))
    columns = (
        *(Column(_HEADS[by], 1.8), Column("With the counterpart", 1.2, True), Column("Works", 1.2, True)),
        *([Column("Share", 1.6, True)] if by == "year" else []),
        Column("Most of it", 1.3),
    )
    lines = tuple(
        (
            cell(plain(names.get(at[1], at[1])), VARIANT_NAMES[at[0]]),
            *(cell(_arrow(sums[at], of)) for of in ("exposed_works", "works")),
            *([cell(_shares(groups[at][0]))] if by == "year" else []),
            cell(_main(sums[at])),
        )
        for at in order[:_MOST]
    )
    return [Block("table", _CELLS.format(what=what), columns=columns, rows=lines)]


def _difference(sums: Sums) -> float:
    return sums["exposed_works_after"] - sums["exposed_works_before"]


def _arrow(sums: Sums, count: str) -> str:
    return f"{numbers.count(sums[f'{count}_before'])} → {numbers.count(sums[f'{count}_after'])}"


def _is_moved(sums: Sums) -> bool:
    return any(sums[f"exposed_works_{cause}"] for cause in CAUSES)


def _main(sums: Sums) -> str:
    return CAUSES[max(CAUSES, key=lambda cause: abs(sums[f"exposed_works_{cause}"]))].lower()


def _shares(row: Row) -> str:
    if row["is_small"] or row["exposed_share_before"] is None:
        return "too few works"
    return f"{numbers.percent(row['exposed_share_before'])} → {numbers.percent(row['exposed_share_after'])}"


def _signed(number: float) -> str:
    return "0" if not number else f"{number:+,.0f}"


def _alerts(facts: Facts) -> str:
    if not facts.alerts:
        return f"No alert is about this institution; {plain(facts.change_run['alert_basis'])}."
    said = (
        f"{facts.technology_names.get(row['technology_id'], row['technology_id'])} in {row['year']},"
        f" {VARIANT_NAMES[row['variant']].lower()}: {numbers.percent(row['exposed_share'])} of"
        f" {numbers.works(row['works'])}, {numbers.percent(row['base_share'])} in the years before"
        for row in facts.alerts
    )
    return f"Alerts, each a prompt to look and not a finding: {'; '.join(said)}."
