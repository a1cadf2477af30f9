"""The trend section of a country or an institution: exposure, openness and coverage, never one alone."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboards.figures.trend import coverage_trend, exposure_trend, openness_trend, rated_years
from dashboards.measures import interval, percent
from dashboards.pages.parts import figure, numbers_of, say, table

Row = dict[str, Any]
_HEADS = (
    "Year", "Works", "Exposed", "Unresolved", "Complete-case share", "95 % interval",
    "Bounds", "International", "Open access", "Coverage", "Coverage break",
)  # fmt: skip


def trends(rows: list[Row], unit: str) -> list[Any]:
    """Three charts over the same years and the table of all their numbers. ``rows``: one per year."""
    if not rows:
        return [say(f"{unit} has no works in this technology.")]
    return [
        _charts(rated, unit) if (rated := rated_years(rows)) else say(f"{unit} has too few works in every year."),
        numbers_of(
            "The numbers, year by year",
            table(f"{unit}, by year", _HEADS, [_line(row) for row in reversed(rows)]),
        ),
    ]


def _charts(rows: list[Row], unit: str) -> html.Div:
    return html.Div(
        [
            figure(
                "trend",
                exposure_trend(rows),
                f"Exposed share of {unit} by year, with interval and bounds",
                "Line: share of works whose affiliations are known well enough to tell. Dark band: 95 % "
                "Wilson interval. Pale band: what unknown affiliations leave open. Dotted line: coverage "
                "break; read across it with care.",
            ),
            html.Div(
                [
                    figure(
                        "openness",
                        openness_trend(rows),
                        f"International and open-access share of {unit} by year",
                        "Openness: what the same works bring.",
                    ),
                    figure(
                        "coverage",
                        coverage_trend(rows),
                        f"Affiliation coverage of {unit} by year",
                        "Coverage: how much is known at all.",
                    ),
                ]
            ),
        ],
        className="trends",
    )


def _line(row: Row) -> list[Any]:
    return [
        row["year"],
        f"{row['works']:,}",
        f"{row['exposed_works']:,}",
        f"{row['unresolved_works']:,}",
        percent(row["complete_case_share"]),
        interval(row["complete_case_low"], row["complete_case_high"]),
        interval(row["bound_low"], row["bound_high"]),
        percent(row["international_share"]),
        percent(row["open_access_share"]),
        percent(row["coverage"]),
        "yes" if row["is_coverage_break"] else "",
    ]
