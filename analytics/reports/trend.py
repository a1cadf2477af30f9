"""The trend of one profile: the chart, its description in words, and the values behind it."""

from __future__ import annotations

from analytics.reports import numbers
from analytics.reports.cells import coverage, international, is_small, of
from analytics.reports.charts import trend_chart
from analytics.reports.document import Block, Cell, Column, cell, paragraph
from analytics.reports.facts import VARIANTS, ProfileFacts, Row
from analytics.reports.wording import CHART_CAPTION, VARIANT_NAMES

# Below this a line says nothing that the table does not say better.
_FEWEST_YEARS = 3


def trend_blocks(found: ProfileFacts) -> list[Block]:
    """The chart and its table, or one sentence where the build has no year for this choice."""
    by_variant = {v: [r for r in found.years if r["variant"] == v] for v in VARIANTS}
    panels = [(VARIANT_NAMES[v], rows) for v, rows in by_variant.items() if rows]
    if not panels:
        return [paragraph("There is no yearly figure for this choice.")]
    columns = (
        Column("Year", 0.7),
        Column("Works", 0.8, True),
        Column("Coverage", 1.5, True),
        Column("International", 1.3, True),
        *(Column(title, 1.7, True) for title, _ in panels),
    )
    by_year = {year: [r for r in found.years if r["year"] == year] for year in _years(found)}
    present = [variant for variant in VARIANTS if by_variant[variant]]
    rows = tuple(_year_row(year, rows, present) for year, rows in by_year.items())
    caption = "Each cell: exposed works, complete-case share, and (bounds of the share of all works)."
    return [
        *_chart(found, panels),
        Block("table", caption, columns=columns, rows=rows),
        *_growth(found),
    ]


def _growth(found: ProfileFacts) -> list[Block]:
    """Works and exposed works of the newest three complete years against the three before, all of them and of each."""
    by_variant = {row["variant"]: row for row in found.trends if row["newest_last_year"]}
    lines = [(VARIANT_NAMES[v], "exposed_works", by_variant[v]) for v in VARIANTS if v in by_variant]
    if not lines:
        return []
    first = lines[0][2]
    last = first["newest_last_year"]
    spans = numbers.years(last - 5, last - 3), numbers.years(last - 2, last)
    said = (_grown(*line) for line in [("All works", "works", first), *lines])
    return [paragraph(f"From {spans[0]} to {spans[1]}, with the 95 % interval of two such counts: {'; '.join(said)}.")]


def _grown(name: str, count: str, row: Row) -> str:
    counts = f"{name}: {numbers.count(row[f'base_{count}'])} → {numbers.count(row[f'newest_{count}'])}"
    change, low, high = (row[f"{count}_change{end}"] for end in ("", "_low", "_high"))
    if change is None:
        return f"{counts} (no change in per cent on fewer than ten)"
    return (
        f"{counts} ({100 * change:+.1f}\N{NO-BREAK SPACE}%; {100 * low:+.1f} to {100 * high:+.1f}\N{NO-BREAK SPACE}%)"
    )


def _chart(found: ProfileFacts, panels: list[tuple[str, list[Row]]]) -> list[Block]:
    usable = {row["year"] for row in found.years if not is_small(row)}
    if len(usable) < _FEWEST_YEARS:
        return [paragraph("Too few years have enough works for a trend to be drawn; the table gives each year.")]
    svg = trend_chart(f"chart-{found.profile['profile_id']}", panels)
    return [Block("chart", CHART_CAPTION, svg=svg, alt=_described(found, panels))]


def _years(found: ProfileFacts) -> list[int]:
    return sorted({row["year"] for row in found.years})


def _year_row(year: int, rows: list[Row], variants: list[str]) -> tuple[Cell, ...]:
    by_variant = {row["variant"]: row for row in rows}
    first = rows[0]
    return (
        cell(str(year)),
        cell(numbers.count(first["works"])),
        coverage([by_variant.get(variant) for variant in variants]),
        international(first),
        *(_year_cell(by_variant.get(variant)) for variant in variants),
    )


def _year_cell(row: Row | None) -> Cell:
    if row is None:
        return cell(numbers.NOT_KNOWN)
    if is_small(row):
        return cell(f"{of(row)}; too few")
    return cell(
        f"{numbers.count(row['exposed_works'])}; {numbers.percent(row['complete_case_share'])}",
        f"({numbers.between(row['bound_low'], row['bound_high'])})",
    )


def _described(found: ProfileFacts, panels: list[tuple[str, list[Row]]]) -> str:
    """The chart in words: per panel the first and the last year that have a rate."""
    parts = []
    for title, rows in panels:
        usable = [row for row in rows if not is_small(row)]
        if usable:
            ends = [f"{numbers.percent(r['complete_case_share'])} in {r['year']}" for r in usable]
            parts.append(f"{title}: {', '.join(dict.fromkeys([ends[0], ends[-1]]))}")
        else:
            parts.append(f"{title}: no year with enough works")
    shown = "; ".join(parts)
    return (
        f"Trend by year under “{found.profile['title']}”: international share, complete-case exposure share"
        f" per variant, and coverage. {shown}. The table after the figure gives every value."
    )
