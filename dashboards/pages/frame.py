"""What every page has: banner, navigation, controls, footer."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from dashboards.measures import MEASURES
from dashboards.pages.methods import hk_mo
from dashboards.state import PAGES, SCOPES, VARIANTS, WINDOWS, Choices, State

Row = dict[str, Any]
SYNTHETIC = "SYNTHETIC DATA: fictional institutions, no real figures"
CONTROLS = {
    "technology": "Technology",
    "profile": "Profile",
    "variant": "Counterparts by",
    "tags": "Technology tags",
    "window": "Years",
    "year": "Last year",
    "measure": "Measure",
    "country": "Country",
    "institution": "Institution",
}
"""Field of the state → label of its control; the control's id is the field's name."""


def shell() -> html.Div:
    """The empty frame; everything with a value in it comes from the address, by callback."""
    return html.Div(
        [
            dcc.Location(id="address", refresh="callback-nav"),
            html.A("Skip to the figures", href="#content", className="skip"),
            html.Div(id="banner"),
            html.Header(
                [
                    html.Div([html.Strong("Aperture"), html.Span("how open, how exposed")], className="brand"),
                    html.Nav(id="navigation", **{"aria-label": "Pages"}),
                ],
                className="top",
            ),
            html.Div(
                [_control(name, label) for name, label in CONTROLS.items()],
                id="controls",
                role="search",
                **{"aria-label": "Choose the view"},
            ),
            html.Main(id="content", tabIndex=-1),
            html.Footer(id="footer"),
        ],
        id="page",
    )


def _control(name: str, label: str) -> html.Div:
    dropdown = dcc.Dropdown(
        id=name,
        clearable=name == "institution",
        searchable=name in ("technology", "country", "institution", "year"),
        placeholder="type a name" if name == "institution" else "",
    )
    return html.Div([html.Label(label, htmlFor=name, id=f"{name}-label"), dropdown], className=f"control {name}")


def options(state: State, choices: Choices, institutions: list[Row]) -> dict[str, list[Row]]:
    """Options of every control under this state, in the order shown."""
    return {
        "technology": [
            {"value": key, "label": name, "search": f"{name} {choices.groups.get(key, '')}"}
            for key, name in choices.technologies.items()
        ],
        "profile": _pairs(choices.profiles),
        "variant": [{"value": key, "label": VARIANTS[key]} for key in choices.variants.get(state.profile, [])],
        "tags": _pairs(SCOPES),
        "window": [{"value": key, "label": WINDOWS[key]} for key in WINDOWS if choices.years.get(key)],
        "year": [{"value": year, "label": str(year)} for year in reversed(choices.years.get(state.window, []))],
        "measure": [{"value": key, "label": measure.label} for key, measure in MEASURES.items()],
        "country": _pairs(choices.countries),
        "institution": institution_options(institutions),
    }


def _pairs(names: Any) -> list[Row]:
    return [{"value": key, "label": name} for key, name in names.items()]


def institution_options(rows: list[Row]) -> list[Row]:
    """Options for institutions found: value is the id, label name, country and works."""
    return [
        {
            "value": row["institution_id"],
            "label": f"{row['institution_name']} ({row['country_code'] or '—'}, {row['works']:,} works)",
            # The id is part of what is searched, and of what the browser filters again.
            "search": f"{row['institution_name']} {row['institution_id']}",
        }
        for row in rows
    ]


def navigation(state: State) -> list[Any]:
    """Links to the other pages that keep the view, and the name of this one."""
    return [
        html.Span(name, className="here", **{"aria-current": "page"})
        if page == state.page
        else dcc.Link(name, href=state.at(page=page).address)
        for page, name in PAGES.items()
    ]


def banner(run: Row | None) -> Any:
    """The banner of a synthetic build, else nothing."""
    return html.P(SYNTHETIC, className="synthetic", role="note") if run and run["is_synthetic"] else None


def footer(run: Row, profile: Row | None, state: State) -> list[Any]:
    """Run id, day the build stands for, switch on Hong Kong and Macao, the link to this view."""
    return [
        html.Span(["Run ", html.Code(run["run_id"], id="run-id")]),
        html.Span(f"As of {run['as_of'] or run['ended'].date()}"),
        html.Span(f"Hong Kong and Macao: {hk_mo(profile['hk_mo'])}" if profile else "No profile"),
        html.Span("A flag is a prompt to look, not a finding."),
        html.Span("Map borders: Natural Earth; they imply no position on any territory's status."),
        html.A("Link to this view", href=state.address, id="permalink"),
    ]
