"""The state of a view, all of it in the address: a copied link shows the same figures again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

from analytics.errors import ApertureError
from dashboards.measures import DEFAULT_MEASURE, MEASURES

PAGES = {"/": "Overview", "/institution": "Institution", "/methods": "Lists & methods"}
SCOPES = {"high": "high (headline)", "high_probable": "high + probable (upper figure)"}
VARIANTS = {
    "listed_then": "listed when the work appeared",
    "country": "country of the counterpart",
    "listed_now": "listed today (retrospective)",
}
WINDOWS = {0: "all years together", 5: "five years", 3: "three years", 1: "one year"}


class WrongAddress(ApertureError):
    """The address of a page names something that the published build does not hold."""

    exit_code = 38


@dataclass(frozen=True)
class Choices:
    """What can be chosen in one build. ``years``: last years by window; ``variants``: by profile."""

    technologies: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, str] = field(default_factory=dict)
    variants: Mapping[str, list[str]] = field(default_factory=dict)
    years: Mapping[int, list[int]] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """One view. Field names are the names of the address's parameters; ``page`` is its path."""

    page: str = "/"
    technology: str = "all"
    tags: str = "high"
    profile: str = ""
    variant: str = ""
    window: int = 0
    year: int = 0
    measure: str = DEFAULT_MEASURE
    country: str = ""
    institution: str = ""

    @property
    def search(self) -> str:
        """The query part of the address, with every parameter that is set, the defaults included."""
        given = asdict(self)
        del given["page"]
        return "?" + urlencode({name: value for name, value in given.items() if value != ""})

    @property
    def address(self) -> str:
        """Path and query part of the address."""
        return self.page + self.search

    def at(self, **changes: str | int) -> State:
        """The same view with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def parse(page: str | None, search: str | None, choices: Choices) -> State:
    """The state that an address asks for. Raises WrongAddress, with one sentence, for what is not there."""
    page = page or "/"
    if page not in PAGES:
        raise WrongAddress(f"There is no page “{_short(page)}” here; the pages are in the line above.")
    given: dict[str, str | int] = {}
    for name, value in parse_qsl((search or "").lstrip("?"), keep_blank_values=True):
        if name == "page" or name not in State.__dataclass_fields__:
            raise WrongAddress(f"The address has a parameter “{_short(name)}” that no page knows.")
        if name in given:
            raise WrongAddress(f"The address gives “{name}” more than once.")
        given[name] = _number(name, value) if name in ("window", "year") else value
    return check(settle(State(page=page).at(**given), choices, set(given)), choices)


def settle(state: State, choices: Choices, given: set[str]) -> State:
    """Fill what is not in ``given`` from the build: first profile, its first variant, the longest view."""
    if "profile" not in given:
        state = state.at(profile=next(iter(choices.profiles), ""))
    if "variant" not in given:
        state = state.at(variant=next(iter(choices.variants.get(state.profile, [])), ""))
    if "window" not in given:
        state = state.at(window=next((w for w in WINDOWS if choices.years.get(w)), 0))
    if "year" not in given:
        state = state.at(year=max(choices.years.get(state.window, []), default=0))
    return state


def chosen(state: State, choices: Choices, **changes: str | int) -> State:
    """The state after a control was moved; what the new value rules out falls back to the build's default."""
    state = state.at(**changes)
    keep = set(State.__dataclass_fields__)
    if state.variant not in choices.variants.get(state.profile, []):
        keep.discard("variant")
    if state.year not in choices.years.get(state.window, []):
        keep.discard("year")
    return check(settle(state, choices, keep), choices)


def check(state: State, choices: Choices) -> State:
    """The state itself when the build holds all it names, else WrongAddress. Institutions are not checked."""
    permitted: list[tuple[str, object, object]] = [
        ("technology", state.technology, choices.technologies),
        ("tag scope", state.tags, SCOPES),
        ("profile", state.profile, choices.profiles),
        ("variant for this profile", state.variant, choices.variants.get(state.profile, [])),
        ("window of years", state.window, [w for w in WINDOWS if choices.years.get(w)]),
        ("year for this window", state.year, choices.years.get(state.window, [])),
        ("measure", state.measure, MEASURES),
        ("country", state.country, [*choices.countries, ""]),
    ]
    for what, value, values in permitted:
        if value not in values:  # type: ignore[operator]
            shown = _short(str(value))
            raise WrongAddress(f"The published build has no {what} “{shown}”; choose one from the lists above.")
    return state


def _number(name: str, value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 6):
        raise WrongAddress(f"“{_short(value)}” is not a number of the kind that “{name}” needs.")
    return int(value)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
