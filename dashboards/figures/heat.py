"""Technology × country: the chosen measure and, beside it, the one it must not be read without."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboards.figures.theme import NO_RATE, SCALE, SLATE, styled
from dashboards.measures import MEASURES, Measure, percent, shown

Row = dict[str, Any]
ROW_HEIGHT = 21


def heat_map(rows: list[Row], technologies: dict[str, str], measure: Measure) -> go.Figure:
    """Two panels over the same rows and columns. ``technologies``: id → name, in the order from top."""
    present = {row["technology_id"] for row in rows}
    ids = [technology for technology in technologies if technology in present]
    codes = list(dict.fromkeys(row["country_code"] for row in rows))
    beside = MEASURES[measure.beside]
    figure = make_subplots(
        rows=1,
        cols=2,
        shared_yaxes=True,
        horizontal_spacing=0.02,
        subplot_titles=(measure.label, beside.label),
    )
    for column, shown_measure in enumerate((measure, beside), start=1):
        _panel(figure, column, rows, ids, technologies, codes, shown_measure)
    styled(figure, 110 + ROW_HEIGHT * max(len(ids), 1), showlegend=False)
    figure.update_layout(margin={"l": 320, "r": 8, "t": 62, "b": 12})
    figure.update_xaxes(side="top", showgrid=False, ticks="", tickfont={"size": 11}, type="category", tickangle=0)
    figure.update_yaxes(autorange="reversed", showgrid=False, ticks="", tickfont={"size": 12}, type="category")
    figure.update_annotations(yshift=24, font={"size": 13})
    return figure


def _panel(
    figure: go.Figure,
    column: int,
    rows: list[Row],
    ids: list[str],
    names: dict[str, str],
    codes: list[str],
    measure: Measure,
) -> None:
    cell = {(row["technology_id"], row["country_code"]): row for row in rows}
    grid = [[cell.get((technology, code)) for code in codes] for technology in ids]
    labels = [_shortened(names[technology]) for technology in ids]
    values = [[row[measure.column] if row else None for row in line] for line in grid]
    words = [
        [_words(row, measure, names[technology]) if row else "" for row in line]
        for technology, line in zip(ids, grid, strict=True)
    ]
    # Below the coloured cells: those with works but too few for a rate.
    pale = [[0 if row and row[measure.column] is None else None for row in line] for line in grid]
    common = {"x": codes, "y": labels, "xgap": 1, "ygap": 1, "text": words, "hoverongaps": False}
    hover = {"hovertemplate": "%{text}<extra></extra>", "showscale": False}
    figure.add_heatmap(z=pale, colorscale=[[0, NO_RATE], [1, NO_RATE]], **common, **hover, row=1, col=column)
    scale = SCALE if column == 1 else SLATE
    top = max((value for line in values for value in line if value is not None), default=1) or 1
    figure.add_heatmap(z=values, zmin=0, zmax=top, colorscale=scale, **common, **hover, row=1, col=column)


def _shortened(name: str) -> str:
    return name if len(name) <= 48 else name[:46].rstrip() + "…"


def _words(row: Row, measure: Measure, technology: str) -> str:
    head = f"<b>{technology}</b><br>{row['country_name']}: "
    counts = f"{row['exposed_works']:,} of {row['works']:,} works exposed"
    if row[measure.column] is None:
        return f"{head}{row['works']:,} works, too few for a rate"
    return (
        f"{head}{measure.label.lower()} {shown(measure, row[measure.column])}<br>{counts}"
        f"<br>coverage {percent(row['coverage'])}"
    )
