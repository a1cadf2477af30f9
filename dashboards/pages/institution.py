"""One institution: who it is, both sides of its ledger, its years, its technologies."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from analytics.warehouse.published import Published
from dashboards import queries
from dashboards.measures import interval, percent
from dashboards.pages.evidence import evidence_section
from dashboards.pages.listings import listings_section
from dashboards.pages.parts import column, grid, link, say, share_column, table
from dashboards.pages.trends import trends
from dashboards.pages.without import without_sections
from dashboards.state import Choices, State, WrongAddress

Row = dict[str, Any]
Line = tuple[str, str, str]
_COLUMNS = [
    column("technology_name", "Technology", pinned="left", width=246, filter=True, tooltipField="technology_name"),
    column("works", "Works", type="rightAligned", width=88),
    column("exposed_works", "Exposed", type="rightAligned", width=95),
    share_column("exposed_share", "Exposed share", width=124),
    column("interval", "95 % interval", width=120),
    column("bounds", "Bounds", width=122),
    column("international_works", "Int. works", type="rightAligned", width=98),
    share_column("international_share", "International", width=114),
    share_column("open_access_share", "Open access", width=112),
    share_column("coverage", "Coverage", width=94),
]


def institution_page(db: Published, state: State, choices: Choices) -> list[Any]:
    """The content of the page; without an institution, a list to choose from. Raises WrongAddress."""
    if not state.institution:
        return _to_choose(queries.largest_institutions(db, state), state)
    found = queries.institution(db, state.institution)
    if found is None:
        raise WrongAddress(f"The published build has no institution “{state.institution[:40]}”.")
    rows = queries.institution_technologies(db, state)
    figures = {row["technology_id"]: row for row in rows}
    name = found["institution_name"]
    content: list[Any] = [_header(found), *listings_section(db, state.institution)]
    if state.technology not in figures:
        content.append(say(f"{name} has no works in this technology and these years; choose a longer window."))
    else:
        content.append(_ledger(figures[state.technology]))
    content.append(html.Section([html.H2("Year by year"), *trends(queries.institution_trend(db, state), name)]))
    if rows:
        content.append(_technologies(rows, choices))
    content += without_sections(db, state)
    if state.technology in figures:
        content.append(evidence_section(db, state, figures[state.technology], choices))
    return content


def _to_choose(rows: list[Row], state: State) -> list[Any]:
    lines = [
        [
            dcc.Link(
                row["institution_name"],
                href=state.at(page="/institution", institution=row["institution_id"]).address,
            ),
            row["country_code"],
            f"{row['works']:,}",
            f"{row['exposed_works']:,}",
            percent(row["exposed_share"]),
            percent(row["international_share"]),
            percent(row["coverage"]),
            "counterpart" if row["is_counterpart"] else "",
        ]
        for row in rows
    ]
    heads = (
        "Institution",
        "Country",
        "Works",
        "Exposed",
        "Exposed share",
        "International",
        "Coverage",
        "Note",
    )
    return [
        html.Section(
            [
                html.H2("Choose an institution"),
                html.P("Type a name above, or start from the largest in this technology and these years."),
                table("The institutions with most works", heads, lines, numeric=2),
            ]
        )
    ]


def _header(found: Row) -> html.Header:
    ror = link(f"https://ror.org/{found['ror_id']}", f"ROR {found['ror_id']}") if found["ror_id"] else "no ROR id"
    facts: list[Any] = [found["country_code"], found["institution_type"] or "type unknown", ror]
    facts.append(f"{found['works']:,} works, {found['first_year']}–{found['last_year']}")
    if found["is_listed_now"]:
        facts.append("named on a list of this build")
    if found["is_synthetic"]:
        facts.append("SYNTHETIC: a fictional institution")
    return html.Header(
        [
            html.H2(found["institution_name"]),
            html.Ul([html.Li(fact) for fact in facts if fact], className="facts"),
        ],
        className="who",
    )


def _ledger(row: Row) -> html.Section:
    years = f"{row['first_year']}–{row['last_year']}" if row["first_year"] != row["last_year"] else row["last_year"]
    note = [html.P("This institution is itself a counterpart of the profile.", className="say")]
    return html.Section(
        [
            html.H2(f"The ledger, {years}"),
            *(note if row["is_counterpart"] else []),
            html.Div([_side("Exposure", _exposure(row)), _side("Openness", _openness(row))], className="ledger"),
        ]
    )


def _exposure(row: Row) -> list[Line]:
    small = "too few works for a rate" if row["is_small"] else ""
    return [
        ("Exposed works", f"{row['exposed_works']:,} of {row['works']:,}", small),
        (
            "Exposed share",
            percent(row["exposed_share"]),
            f"95 % {interval(row['exposed_share_low'], row['exposed_share_high'])}",
        ),
        (
            "Bounds",
            interval(row["bound_low"], row["bound_high"]),
            f"{row['unresolved_works']:,} works unresolved",
        ),
        (
            "Complete cases",
            percent(row["complete_case_share"]),
            f"95 % {interval(row['complete_case_low'], row['complete_case_high'])}",
        ),
        ("Fractional counting", percent(row["exposed_fractional_share"]), "share of the unit's own credit"),
        (
            "Without very large teams",
            f"{row['exposed_works_small_team']:,} of {row['works_small_team']:,}",
            "works exposed",
        ),
    ]


def _openness(row: Row) -> list[Line]:
    small = "too few works for a rate" if row["is_small"] else ""
    return [
        ("International works", f"{row['international_works']:,} of {row['works']:,}", small),
        (
            "International share",
            percent(row["international_share"]),
            f"95 % {interval(row['international_share_low'], row['international_share_high'])}",
        ),
        ("Two countries", f"{row['bilateral_works']:,}", "works"),
        ("More countries", f"{row['multilateral_works']:,}", "works"),
        ("Open access", percent(row["open_access_share"]), f"{row['open_access_works']:,} works"),
        ("Affiliation coverage", percent(row["coverage"]), "both sides rest on it"),
    ]


def _side(title: str, lines: list[Line]) -> html.Div:
    parts = [html.Div([html.Dt(head), html.Dd([html.Strong(value), html.Span(note)])]) for head, value, note in lines]
    return html.Div([html.H3(title), html.Dl(parts)], className=f"side {title.lower()}")


def _technologies(rows: list[Row], choices: Choices) -> html.Section:
    lines = [
        {c["field"]: row.get(c["field"]) for c in _COLUMNS}
        | {
            "technology_name": choices.technologies.get(row["technology_id"], row["technology_id"]),
            "interval": interval(row["exposed_share_low"], row["exposed_share_high"]),
            "bounds": interval(row["bound_low"], row["bound_high"]),
        }
        for row in rows
    ]
    return html.Section(
        [
            html.H2("By technology"),
            html.P("Cells with too few works show counts and no rate.", className="lead"),
            grid("technologies", lines, _COLUMNS, "Exposure and openness by technology", height=360),
        ]
    )
