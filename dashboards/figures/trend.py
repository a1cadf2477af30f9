"""Trends of one unit: exposure over its bounds, openness, and the coverage that both rest on."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dashboards.figures.theme import ACCENT, INK, MUTED, share_axis, styled, years_axis
from dashboards.measures import interval, percent

Row = dict[str, Any]


def rated_years(rows: list[Row]) -> list[Row]:
    """``rows`` from the first to the last year with a rate: sparse early decades would flatten the rest."""
    rated = [place for place, row in enumerate(rows) if not row["is_small"]]
    return rows[rated[0] : rated[-1] + 1] if rated else []


def exposure_trend(rows: list[Row]) -> go.Figure:
    """Complete-case share by year, its 95 % Wilson interval, and the identification bounds behind."""
    figure = go.Figure()
    for place, run in enumerate(_runs(rows)):
        first = place == 0
        _band(figure, run, "bound_low", "bound_high", "Bounds: unknown affiliations", "#e4e1d8", first)
        _band(
            figure,
            run,
            "complete_case_low",
            "complete_case_high",
            "95 % Wilson interval",
            "rgba(11,101,112,0.28)",
            first,
        )
    figure.add_scatter(
        x=[row["year"] for row in rows],
        y=[row["complete_case_share"] for row in rows],
        mode="lines+markers",
        name="Exposed share, complete cases",
        line={"color": ACCENT, "width": 2.5},
        marker={"size": 6},
        connectgaps=False,
        hovertext=[_exposure_words(row) for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    top = max((row["bound_high"] or 0 for row in rows), default=0)
    _mark_breaks(figure, rows)
    return styled(figure, 340, xaxis=years_axis(rows), yaxis=share_axis(top), hovermode="closest")


def openness_trend(rows: list[Row]) -> go.Figure:
    """International and open-access share by year: what the same unit gains by working openly."""
    figure = go.Figure()
    lines = (("international_share", "International", "solid"), ("open_access_share", "Open access", "dot"))
    for column, name, dash in lines:
        figure.add_scatter(
            x=[row["year"] for row in rows],
            y=[row[column] for row in rows],
            mode="lines+markers",
            name=name,
            line={"color": INK, "width": 2, "dash": dash},
            marker={"size": 5},
            hovertemplate="%{x}: %{y:.1%}<extra>" + name + "</extra>",
        )
    return styled(figure, 190, xaxis=years_axis(rows), yaxis=share_axis(1))


def coverage_trend(rows: list[Row]) -> go.Figure:
    """Affiliation coverage by year; years after a break are marked."""
    figure = go.Figure()
    figure.add_scatter(
        x=[row["year"] for row in rows],
        y=[row["coverage"] for row in rows],
        mode="lines",
        name="Affiliation coverage",
        line={"color": MUTED, "width": 2},
        hovertemplate="%{x}: %{y:.1%} of credit has a known affiliation<extra></extra>",
    )
    broken = [row for row in rows if row["is_coverage_break"] and not row["is_small"]]
    figure.add_scatter(
        x=[row["year"] for row in broken],
        y=[row["coverage"] for row in broken],
        mode="markers",
        name="Coverage break",
        marker={"symbol": "diamond", "size": 10, "color": "#a4530b"},
        hovertext=[f"{row['year']}: coverage changed by {100 * row['coverage_change']:+.1f} points" for row in broken],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    return styled(figure, 190, xaxis=years_axis(rows), yaxis=share_axis(1), showlegend=True)


def _runs(rows: list[Row]) -> list[list[Row]]:
    """Neighbouring years that have a rate; a band must not bridge a year that has none."""
    runs: list[list[Row]] = []
    for row in rows:
        if row["complete_case_share"] is None or row["bound_low"] is None:
            continue
        if runs and runs[-1][-1]["year"] == row["year"] - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _band(figure: go.Figure, run: list[Row], low: str, high: str, name: str, fill: str, legend: bool) -> None:
    # A lone year gets a little width, or its band would be invisible.
    pad = 0.18 if len(run) == 1 else 0.0
    points = [(row["year"] + side, row) for row in run for side in ((-pad, pad) if pad else (0,))]
    years = [year for year, _ in points]
    figure.add_scatter(
        x=years + years[::-1],
        y=[row[high] for _, row in points] + [row[low] for _, row in points][::-1],
        fill="toself",
        fillcolor=fill,
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
        name=name,
        legendgroup=name,
        showlegend=legend,
    )


def _mark_breaks(figure: go.Figure, rows: list[Row]) -> None:
    for row in rows:
        if row["is_coverage_break"] and not row["is_small"]:
            figure.add_vline(x=row["year"], line={"color": "#a4530b", "width": 1, "dash": "dot"})


def _exposure_words(row: Row) -> str:
    if row["complete_case_share"] is None:
        return f"{row['year']}: {row['works']} works, too few for a rate"
    return (
        f"<b>{row['year']}: {percent(row['complete_case_share'])}</b> of complete cases<br>"
        f"95 % interval {interval(row['complete_case_low'], row['complete_case_high'])}<br>"
        f"bounds {interval(row['bound_low'], row['bound_high'])}<br>"
        f"{row['exposed_works']} of {row['works']} works exposed, {row['unresolved_works']} unresolved<br>"
        f"coverage {percent(row['coverage'])}"
    )
