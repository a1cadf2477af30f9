"""The callbacks: an address, or a control that was moved, becomes a page; a row or a country unfolds."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, ctx, no_update
from dash import State as Held
from dash.exceptions import PreventUpdate

from analytics.errors import ApertureError
from analytics.settings import Settings
from analytics.warehouse.published import Published, open_published
from dashboards import queries
from dashboards.pages import frame
from dashboards.pages.evidence import evidence_of_work
from dashboards.pages.institution import institution_page
from dashboards.pages.methods import methods_page
from dashboards.pages.overview import overview, with_country
from dashboards.pages.parts import say
from dashboards.state import PAGES, Choices, State, WrongAddress, chosen, parse, settle

_FRAME = ("content", "navigation", "banner", "footer")


def register(app: Dash, settings: Settings) -> None:
    """Attach all callbacks to ``app``; each opens what is published when it runs."""
    _register_view(app, settings)
    _register_search(app, settings)
    _register_details(app, settings)


def _register_view(app: Dash, settings: Settings) -> None:
    names = list(frame.CONTROLS)

    @app.callback(
        output={
            "search": Output("address", "search"),
            "page": Output("page", "className"),
            "frame": [Output(part, "children") for part in _FRAME],
            "options": [Output(name, "options") for name in names],
            "values": [Output(name, "value") for name in names],
        },
        inputs={
            "path": Input("address", "pathname"),
            "search": Input("address", "search"),
            "values": [Input(name, "value") for name in names],
        },
    )
    def view(path: str | None, search: str | None, values: list[Any]) -> dict[str, Any]:
        moved = ctx.triggered_id if ctx.triggered_id in names else None
        try:
            with open_published(settings) as db:
                return _view(db, path, search, moved, dict(zip(names, values, strict=True)))
        except ApertureError as error:
            nothing = [no_update] * len(names)
            empty = [say(str(error)), None, None, None]
            return _output(no_update, "empty", empty, nothing, nothing)


def _register_search(app: Dash, settings: Settings) -> None:
    @app.callback(
        Output("institution", "options", allow_duplicate=True),
        Input("institution", "search_value"),
        Held("institution", "value"),
        prevent_initial_call=True,
    )
    def search_institutions(text: str | None, value: str | None) -> Any:
        if not text:
            raise PreventUpdate
        with open_published(settings) as db:
            return frame.institution_options(_found(db, text, value))


def _register_details(app: Dash, settings: Settings) -> None:
    @app.callback(
        Output("country", "value", allow_duplicate=True),
        Input("map", "clickData"),
        prevent_initial_call=True,
    )
    def choose_country(clicked: dict[str, Any] | None) -> Any:
        code = clicked and clicked["points"][0].get("customdata")
        if not code:
            raise PreventUpdate
        return code

    @app.callback(
        Output("evidence-of-work", "children"),
        Input("evidence-works", "selectedRows"),
        Held("profile", "value"),
        Held("variant", "value"),
        prevent_initial_call=True,
    )
    def unfold(selected: list[dict[str, Any]] | None, profile: str, variant: str) -> Any:
        if not selected:
            raise PreventUpdate
        with open_published(settings) as db:
            return evidence_of_work(db, profile, variant, selected[0])


def _view(
    db: Published, path: str | None, search: str | None, moved: str | None, values: dict[str, Any]
) -> dict[str, Any]:
    """Everything the view callback puts out, for one address or one moved control."""
    known = queries.choices(db)
    try:
        before = parse(path, search, known)
        state = _moved(before, known, moved, values)
        if moved and getattr(state, moved) == getattr(before, moved):
            raise PreventUpdate
        state = with_country(db, state) if state.page == "/" else state
        content = _content(db, state, known)
    except WrongAddress as error:
        state = settle(State(page=path if path in PAGES else "/"), known, set())
        if moved:
            state = _moved(state, known, moved, values)
            content = _content(db, state, known)
        else:
            content = [say(str(error))]
    return _answer(db, state, known, content, moved)


def _answer(db: Published, state: State, known: Choices, content: list[Any], moved: str | None) -> dict[str, Any]:
    run = queries.run(db)
    options = frame.options(state, known, _found(db, "", state.institution))
    return _output(
        state.search if moved else no_update,
        f"page-{PAGES[state.page].split()[0].lower()}",
        [
            content,
            frame.navigation(state),
            frame.banner(run),
            frame.footer(run, queries.profile(db, state.profile), state),
        ],
        [options[name] for name in frame.CONTROLS],
        [getattr(state, name) or (0 if name == "window" else None) for name in frame.CONTROLS],
    )


def _output(search: Any, page: str, frame_parts: list[Any], options: list[Any], values: list[Any]) -> dict[str, Any]:
    return {"search": search, "page": page, "frame": frame_parts, "options": options, "values": values}


def _moved(state: State, known: Choices, moved: str | None, values: dict[str, Any]) -> State:
    if moved is None:
        return state
    # A bare address shows a country without naming it; it stays when something else is chosen.
    state = state if state.country else state.at(country=values["country"] or "")
    value = values[moved]
    return chosen(state, known, **{moved: "" if value is None else value})


def _content(db: Published, state: State, known: Choices) -> list[Any]:
    if state.page == "/institution":
        return institution_page(db, state, known)
    return methods_page(db) if state.page == "/methods" else overview(db, state, known)


def _found(db: Published, text: str, value: str | None) -> list[dict[str, Any]]:
    """Institutions to offer: those that match, and the chosen one, which must not vanish from its control."""
    rows = queries.institutions(db, text)
    held = queries.institution(db, value) if value and all(r["institution_id"] != value for r in rows) else None
    return [*rows, held] if held else rows
