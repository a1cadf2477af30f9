"""The map of a measure by country, with markers where a territory is too small to be seen as an area."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from dashboards.figures.theme import INK, MUTED, NO_RATE, RULE, SCALE, SLATE, styled
from dashboards.measures import MEASURES, Measure, percent, shown

OUTLINES = Path(__file__).resolve().parent.parent / "assets" / "world.geojson"

# Places of a few pixels on a world map: name, longitude, latitude of their marker;
# Hong Kong and Macao are moved apart, or one would cover the other.
SMALL_TERRITORIES = {
    "HKG": ("Hong Kong", 115.8, 21.6),
    "MAC": ("Macao", 112.0, 18.4),
    "SGP": ("Singapore", 103.82, 1.35),
    "MLT": ("Malta", 14.42, 35.9),
    "BHR": ("Bahrain", 50.55, 26.05),
    "LUX": ("Luxembourg", 6.13, 49.8),
    "MUS": ("Mauritius", 57.55, -20.2),
    "MCO": ("Monaco", 7.42, 43.74),
    "LIE": ("Liechtenstein", 9.55, 47.15),
}

Row = dict[str, Any]


@cache
def outlines() -> tuple[str, ...]:
    """Keys of all outlines: ISO 3166-1 alpha-3, or ``x-…`` for outlines without a code."""
    features = json.loads(OUTLINES.read_text(encoding="utf-8"))["features"]
    return tuple(feature["properties"]["iso3"] for feature in features)


def world_map(rows: list[Row], measure: Measure, outlines_url: str) -> go.Figure:
    """Countries coloured by ``measure``; cells without a rate and W itself stay pale. One row per country."""
    rated = [row for row in rows if row[measure.column] is not None and not row["is_counterpart"]]
    unrated = [row for row in rows if row[measure.column] is None or row["is_counterpart"]]
    top = max((row[measure.column] for row in rated), default=1) or 1
    figure = go.Figure()
    _areas(figure, outlines_url, list(outlines()), [0] * len(outlines()), "#f6f7f8", [])
    _areas(figure, outlines_url, [r["iso3"] for r in unrated], [0] * len(unrated), NO_RATE, unrated, measure)
    scale = SLATE if measure.column in ("international_share", "open_access_share", "coverage") else SCALE
    figure.add_choropleth(
        **_geography(outlines_url),
        locations=[row["iso3"] for row in rated],
        z=[row[measure.column] for row in rated],
        zmin=0,
        zmax=top,
        colorscale=scale,
        marker={"line": {"color": "#ffffff", "width": 0.5}},
        colorbar=_colour_bar(measure),
        **_hover(rated, measure),
    )
    _small_territories(figure, rows, measure, scale, top)
    figure.update_geos(
        visible=False,
        projection_type="natural earth",
        lataxis_range=[-57, 84],
        lonaxis_range=[-180, 180],
        bgcolor="#ffffff",
    )
    styled(figure, 560, showlegend=False, clickmode="event")
    return figure.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0}, dragmode=False)


def _areas(
    figure: go.Figure,
    url: str,
    codes: list[str],
    values: list[int],
    colour: str,
    rows: list[Row],
    measure: Measure | None = None,
) -> None:
    figure.add_choropleth(
        **_geography(url),
        locations=codes,
        z=values,
        colorscale=[[0, colour], [1, colour]],
        showscale=False,
        marker={"line": {"color": RULE, "width": 0.5}},
        **(_hover(rows, measure) if measure else {"hoverinfo": "skip"}),
    )


def _geography(url: str) -> dict[str, Any]:
    return {"geojson": url, "featureidkey": "properties.iso3", "locationmode": "geojson-id"}


def _small_territories(figure: go.Figure, rows: list[Row], measure: Measure, scale: list[Any], top: float) -> None:
    by_code = {row["iso3"]: row for row in rows}
    found = [by_code.get(code) for code in SMALL_TERRITORIES]
    values = [None if row is None or row["is_counterpart"] else row[measure.column] for row in found]
    places = list(SMALL_TERRITORIES.values())
    figure.add_scattergeo(
        lon=[longitude for _, longitude, _ in places],
        lat=[latitude for _, _, latitude in places],
        ids=list(SMALL_TERRITORIES),
        mode="markers",
        marker={
            "opacity": 1,
            "size": [9 if row else 6 for row in found],
            "color": [value or 0 for value in values],
            "symbol": ["circle-open" if value is None else "circle" for value in values],
            "colorscale": scale,
            "cmin": 0,
            "cmax": top,
            "line": {"color": [INK if row else MUTED for row in found], "width": 1},
        },
        customdata=[row["country_code"] if row else "" for row in found],
        text=[
            _words(row, measure) if row else f"<b>{name}</b><br>no works in this view"
            for row, (name, _, _) in zip(found, places, strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _colour_bar(measure: Measure) -> dict[str, Any]:
    return {
        "title": {"text": measure.label, "side": "top", "font": {"size": 12}},
        "orientation": "h",
        "thickness": 9,
        "len": 0.32,
        "x": 0.01,
        "xanchor": "left",
        "y": 0.02,
        "yanchor": "bottom",
        "outlinewidth": 0,
        "tickformat": ".0%" if measure.is_share else ",d",
        "nticks": 4,
    }


def _hover(rows: list[Row], measure: Measure) -> dict[str, Any]:
    return {
        "customdata": [row["country_code"] for row in rows],
        "text": [_words(row, measure) for row in rows],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _words(row: Row, measure: Measure) -> str:
    beside = MEASURES[measure.beside]
    name = f"<b>{row['country_name']}</b>"
    counts = f"{row['works']:,} works, {row['exposed_works']:,} exposed"
    if row["is_counterpart"]:
        return f"{name}<br>itself a counterpart of this profile<br>{row['works']:,} works"
    if row["is_small"]:
        return f"{name}<br>{counts}: too few for a rate"
    return (
        f"{name}<br>{measure.label}: {shown(measure, row[measure.column])}<br>"
        f"{beside.label}: {shown(beside, row[beside.column])}<br>"
        f"{counts}<br>coverage {percent(row['coverage'])}"
    )
