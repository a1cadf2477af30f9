"""What each choice of counting changes: the sensitivity panel of one profile."""

from __future__ import annotations

from analytics.reports import numbers
from analytics.reports.cells import is_small
from analytics.reports.document import Block, Cell, Column, cell, heading
from analytics.reports.facts import Facts, ProfileFacts, Row

CHOICES = {
    "headline": "As in the headline",
    "fractional": "Fractional counting: the institution's own credit",
    "hk_mo_as_cn": "Hong Kong and Macao counted as China",
    "hk_mo_own": "Hong Kong and Macao on their own",
    "without_large_teams": "Without very large teams",
    "high_probable": "Technology tags “high” and “probable”",
    "listed_now": "Lists as of today instead of the day of publication",
}
KINDS = {"country": "By country", "listed": "By list"}
_CAPTION = (
    "{technology}, {years}. One thing is changed at a time, everything else is as in the headline: full counting, tags"
    " “high”, every team size, lists as of the day of publication. Each cell: share (95 % interval), exposed works,"
    " difference from the headline in percentage points. A fractional share has no such interval."
)


def choices_blocks(facts: Facts, found: ProfileFacts) -> list[Block]:
    """A table with a row per choice; nothing where the institution has no works in the report's technology."""
    rows = {(row["choice"], row["kind"]): row for row in found.choices}
    kinds = [kind for kind in KINDS if any(of == kind for _, of in rows)]
    if not rows:
        return []
    lines = [
        (cell(name), *(_cell(rows.get((choice, kind))) for kind in kinds), _coverage(rows, choice, kinds))
        for choice, name in CHOICES.items()
        if any((choice, kind) in rows for kind in kinds)
    ]
    first = next(iter(rows.values()))
    years = numbers.years(first["first_year"], first["last_year"])
    caption = _CAPTION.format(technology=facts.scope.technology_name, years=years)
    columns = (
        Column("Choice", 1.6),
        *(Column(KINDS[kind], 1.5, True) for kind in kinds),
        Column("Coverage", 1.1, True),
    )
    table = Block("table", caption, columns=columns, rows=tuple(lines))
    return [heading("What each choice of counting changes"), table]


def _cell(row: Row | None) -> Cell:
    if row is None:
        return cell(numbers.NOT_KNOWN)
    is_whole = row["choice"] != "fractional"
    counts = f"{_amount(row['exposed_works'], is_whole)} of {_amount(row['works'], is_whole)}"
    if is_small(row):
        return cell(counts)
    interval = numbers.between(row["exposed_share_low"], row["exposed_share_high"])
    share = numbers.percent(row["exposed_share"]) + (f" ({interval})" if is_whole else "")
    moved = "" if row["choice"] == "headline" or row["difference"] is None else f"{100 * row['difference']:+.1f} points"
    return cell(share, counts, moved)


def _coverage(rows: dict[tuple[str, str], Row], choice: str, kinds: list[str]) -> Cell:
    known = {"country": "country", "listed": "institution"}
    found = [(known[kind], rows[choice, kind]) for kind in kinds if (choice, kind) in rows]
    return cell(*(f"{what} {numbers.percent(row['coverage'])}" for what, row in found))


def _amount(works: float, is_whole: bool) -> str:
    return numbers.count(works) if is_whole else f"{works:,.1f}"
