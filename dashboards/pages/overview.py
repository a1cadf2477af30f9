"""The overview: where exposure and openness lie, by country and technology, and how one country moves."""

from __future__ import annotations

from typing import Any

from dash import get_asset_url, html

from analytics.warehouse.published import Published
from dashboards import queries
from dashboards.figures.heat import heat_map
from dashboards.figures.world import world_map
from dashboards.measures import MEASURES, interval, percent
from dashboards.pages.changed import changed
from dashboards.pages.parts import column, figure, grid, numbers_of, say, share_column, table
from dashboards.pages.trends import trends
from dashboards.state import Choices, State

Row = dict[str, Any]
_COLUMNS = [
    column("country_name", "Country", pinned="left", width=165, filter=True),
    column("works", "Works", type="rightAligned", width=88),
    column("exposed_works", "Exposed", type="rightAligned", width=95),
    share_column("exposed_share", "Exposed share", width=130),
    column("interval", "95 % interval", width=130),
    column("bounds", "Bounds", width=135),
    share_column("international_share", "International", width=122),
    share_column("open_access_share", "Open access", width=118),
    share_column("coverage", "Coverage", width=100),
    column("note", "Note", minWidth=120, flex=1, tooltipField="note"),
]


def overview(db: Published, state: State, choices: Choices) -> list[Any]:
    """The content of the page; ``state`` has a country (see ``with_country``) unless there is none."""
    rows = queries.countries(db, state)
    if not rows:
        return [say("No country has works in this technology and these years; choose a longer window.")]
    return [
        html.Section([html.H2(f"{MEASURES[state.measure].label} by country"), *_map(rows, state)]),
        html.Section(
            [
                html.H2(f"{choices.countries[state.country]}, year by year"),
                *trends(queries.country_trend(db, state), choices.countries[state.country]),
            ]
        ),
        html.Section([html.H2("Technology by country"), *_heat(queries.heat(db, state), state, choices)]),
        html.Section([html.H2("What changed since the last run"), *_changed(db, state, choices)]),
    ]


def _changed(db: Published, state: State, choices: Choices) -> list[Any]:
    run = queries.change_run(db)
    if run is None:
        return changed(None, [], [], {})
    return changed(run, queries.changes(db, state), queries.alerts(db, state), dict(choices.technologies))


def with_country(db: Published, state: State) -> State:
    """The state with a country: the one with most works that is no counterpart, unless one is chosen."""
    rows = [] if state.country else queries.countries(db, state)
    outside = [row for row in rows if not row["is_counterpart"]] or rows
    return state.at(country=outside[0]["country_code"]) if outside else state


def _map(rows: list[Row], state: State) -> list[Any]:
    measure = MEASURES[state.measure]
    return [
        html.P(measure.meaning, className="lead"),
        figure(
            "map",
            world_map(rows, measure, get_asset_url("world.geojson")),
            f"World map of {measure.label.lower()} by country; the same numbers are in the table below",
            "Select a country to see its years. Sand: too few works for a rate, or itself a counterpart. "
            "Circles: small territories, set apart where they would cover each other. "
            "Borders: Natural Earth, 1:50m; they imply no position on the status "
            "of any territory.",
            topology_url=get_asset_url("topojson/"),
        ),
        grid("countries", [_line(row) for row in rows], _COLUMNS, "Both sides of the ledger by country"),
    ]


def _line(row: Row) -> Row:
    kept = {c["field"]: row.get(c["field"]) for c in _COLUMNS}
    note = "itself a counterpart" if row["is_counterpart"] else "too few works for a rate" if row["is_small"] else ""
    return kept | {
        "interval": interval(row["exposed_share_low"], row["exposed_share_high"]),
        "bounds": interval(row["bound_low"], row["bound_high"]),
        "note": note,
    }


def _heat(rows: list[Row], state: State, choices: Choices) -> list[Any]:
    measure = MEASURES[state.measure]
    if not rows:
        return [say("No country outside the counterparts has works in these years.")]
    names = dict(choices.technologies)
    cells = [
        [
            names.get(row["technology_id"], row["technology_id"]),
            row["country_name"],
            f"{row['works']:,}",
            f"{row['exposed_works']:,}",
            percent(row["exposed_share"]),
            percent(row["international_share"]),
            percent(row["coverage"]),
        ]
        for row in sorted(rows, key=lambda row: list(names).index(row["technology_id"]))
    ]
    heads = ("Technology", "Country", "Works", "Exposed", "Exposed share", "International", "Coverage")
    return [
        figure(
            "heat",
            heat_map(rows, names, measure),
            f"Heat map of {measure.label.lower()} by technology and country, openness beside exposure",
            "The countries with most works that are no counterparts. Sand: too few works for a rate. "
            "Each panel has its own scale from zero to its highest cell.",
        ),
        numbers_of("The numbers of this chart", table("Technology by country", heads, cells, numeric=2)),
    ]
