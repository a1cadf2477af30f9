"""The trend figure of a profile as SVG text: the same rows give the same bytes on every machine."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from analytics.reports.cells import has_break, known
from analytics.reports.facts import Row

_INK, _LINE, _BAND, _OPEN, _BREAK = "#333333", "#1f4e79", "#cfdbe8", "#3f7d58", "#9a5b13"
_GREYS = ("#999999", "#333333")
# Text as outlines and no date: nothing depends on the fonts or the clock of the machine.
_FIXED: dict[Any, Any] = {
    "svg.fonttype": "path",
    "svg.hashsalt": "aperture",
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "axes.edgecolor": "#999999",
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_PANEL_HEIGHT = 1.25


def trend_chart(name: str, panels: Sequence[tuple[str, Sequence[Row]]]) -> str:
    """International share above, one panel per variant, coverage underneath; one row of E* per year.

    ``name`` is put before every id of the SVG, so that several charts can share a page.
    """
    with mpl.rc_context(_FIXED):
        figure = Figure(figsize=(7.0, _PANEL_HEIGHT * (len(panels) + 2)), layout="constrained")
        axes = figure.subplots(len(panels) + 2, 1, sharex=True, squeeze=False)[:, 0]
        rows = panels[0][1]
        _whole_scale(axes[0], "International: works with another country", rows, "international_share", _OPEN)
        for axis, (title, variant_rows) in zip(axes[1:-1], panels, strict=True):
            _exposure(axis, title, variant_rows)
        top = max(axis.get_ylim()[1] for axis in axes[1:-1])
        for axis in axes[1:-1]:
            axis.set_ylim(0, top)
        kinds = {known(found[0]["variant"]): found for _, found in reversed(panels)}
        for (kind, found), colour in zip(sorted(kinds.items()), _GREYS, strict=False):
            _whole_scale(axes[-1], "Coverage", found, "coverage", colour, label=f"known {kind}")
        axes[-1].legend(frameon=False, loc="lower left", ncols=2)
        for axis, axis_rows in zip(axes[1:-1], (found for _, found in panels), strict=True):
            _mark_breaks(axis, axis_rows)
            _mark_breaks(axes[-1], axis_rows)
        for axis in axes:
            _finish(axis, rows)
        return _svg(figure, name)


def _whole_scale(
    axis: Axes, title: str, rows: Sequence[Row], column: str, colour: str, label: str | None = None
) -> None:
    axis.plot(*_series(rows, column), label=label, color=colour, marker="o", markersize=3, linewidth=1.2)
    axis.set_ylim(0, 1.04)
    axis.set_yticks([0, 0.5, 1])
    axis.set_title(title, loc="left", fontsize=8)


def _exposure(axis: Axes, title: str, rows: Sequence[Row]) -> None:
    years, shares = _series(rows, "complete_case_share")
    low, high = (_series(rows, name)[1] for name in ("bound_low", "bound_high"))
    heights = [upper - lower for lower, upper in zip(low, high, strict=True)]
    axis.bar(years, heights, bottom=low, width=0.9, color=_BAND, linewidth=0)
    case_low, case_high = (_series(rows, name)[1] for name in ("complete_case_low", "complete_case_high"))
    axis.vlines(years, case_low, case_high, color=_LINE, linewidth=0.8)
    axis.plot(years, shares, color=_LINE, marker="o", markersize=3, linewidth=1.2)
    axis.set_title(title, loc="left", fontsize=8)
    axis.set_ylim(0, min(1.04, max(0.05, axis.get_ylim()[1])))
    axis.yaxis.set_major_locator(MaxNLocator(3))


def _mark_breaks(axis: Axes, rows: Sequence[Row]) -> None:
    for row in rows:
        if has_break(row):
            axis.axvline(row["year"] - 0.5, color=_BREAK, linewidth=0.8, linestyle=(0, (3, 3)))


def _finish(axis: Axes, rows: Sequence[Row]) -> None:
    axis.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axis.set_xlim(rows[0]["year"] - 0.6, rows[-1]["year"] + 0.6)
    axis.xaxis.set_major_locator(MaxNLocator(integer=True))
    axis.grid(axis="y", color="#e4e4e4", linewidth=0.6)
    axis.set_axisbelow(True)


def _series(rows: Sequence[Row], column: str) -> tuple[list[int], list[float]]:
    """Years and values; a year without a rate (small cell, no work) becomes a gap, never a zero."""
    by_year = {row["year"]: row for row in rows}
    years = list(range(min(by_year), max(by_year) + 1))
    usable = {year: row[column] for year, row in by_year.items() if not row["is_small"]}
    return years, [math.nan if usable.get(year) is None else usable[year] for year in years]


def _svg(figure: Figure, name: str) -> str:
    out = io.StringIO()
    FigureCanvasSVG(figure)
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    text = out.getvalue()
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.DOTALL)
    return re.sub(r'( id="|url\(#|href="#)', rf"\g<1>{name}-", text).strip()
