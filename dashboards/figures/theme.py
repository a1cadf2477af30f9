"""Colours, type and plot settings shared by all figures."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

INK = "#1c2630"
MUTED = "#5a6672"
RULE = "#d9dee3"
PAPER = "#ffffff"
ACCENT = "#0b6570"
SCALE = [[0.0, "#e3f0f1"], [0.25, "#a9d0d3"], [0.5, "#62a6ac"], [0.75, "#257d86"], [1.0, "#07424a"]]
SLATE = [[0.0, "#eceff2"], [0.25, "#c3ccd5"], [0.5, "#8e9dab"], [0.75, "#5b6c7c"], [1.0, "#2c3a47"]]
NO_RATE = "#f1eee6"
FONT = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"


def styled(figure: go.Figure, height: int, **layout: Any) -> go.Figure:
    """The figure with the common look; ``height`` in pixels."""
    figure.update_layout(
        template="none",
        height=height,
        margin={"l": 52, "r": 16, "t": 28, "b": 36},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": FONT, "size": 13, "color": INK},
        hoverlabel={"bgcolor": PAPER, "bordercolor": RULE, "font": {"color": INK, "family": FONT}},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 12}},
        **layout,
    )
    return figure


def years_axis(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """An x axis of whole years over all ``rows``, so that panels above one another line up."""
    years = [row["year"] for row in rows] or [0]
    span = max(years) - min(years)
    step = next(s for s in (1, 2, 5, 10, 20, 50, 1000) if span / s <= 9)
    return {
        "range": [min(years) - 0.5, max(years) + 0.5],
        "dtick": step,
        "tick0": max(years),
        "tickformat": "d",
        "showgrid": False,
        "linecolor": RULE,
        "ticks": "outside",
        "tickcolor": RULE,
        "zeroline": False,
    }


def share_axis(top: float) -> dict[str, Any]:
    """A y axis in percent from 0 to a little over ``top`` (a fraction)."""
    return {
        "range": [0, min(1.02, max(0.05, top * 1.08))],
        "tickformat": ".0%",
        "gridcolor": RULE,
        "zeroline": False,
        "nticks": 5,
    }
