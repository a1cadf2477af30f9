"""The measures a map or heat map can show, each with the one it is always printed beside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """A column of the exposure tables: a share of 0..1, or a count of works when ``is_share`` is false."""

    column: str
    label: str
    meaning: str
    beside: str
    low: str | None = None
    high: str | None = None
    is_share: bool = True


_ALL = (
    Measure(
        "exposed_share",
        "Exposed share",
        "Works co-authored with a counterpart of the profile, as a share of all works.",
        "international_share",
        "exposed_share_low",
        "exposed_share_high",
    ),
    Measure(
        "complete_case_share",
        "Exposed share, complete cases",
        "Exposed works as a share of the works whose affiliations are known well enough to tell.",
        "international_share",
        "complete_case_low",
        "complete_case_high",
    ),
    Measure(
        "exposed_fractional_share",
        "Exposed share, fractional counting",
        "Share of the unit's fractional credit that lies in exposed works.",
        "international_share",
    ),
    Measure(
        "international_share",
        "International share",
        "Works with at least two known countries, as a share of all works.",
        "exposed_share",
        "international_share_low",
        "international_share_high",
    ),
    Measure(
        "open_access_share",
        "Open-access share",
        "Open-access works, as a share of the works whose access is known.",
        "exposed_share",
    ),
    Measure(
        "coverage",
        "Affiliation coverage",
        "One minus the mean fraction of a work whose affiliation is unknown.",
        "exposed_share",
    ),
    Measure("works", "Works", "Works of the unit, full counting.", "exposed_share", is_share=False),
)
MEASURES = {measure.column: measure for measure in _ALL}
DEFAULT_MEASURE = _ALL[0].column


def percent(value: float | None, digits: int = 1) -> str:
    """A fraction 0..1 as text in percent; an em dash where there is no rate."""
    return "—" if value is None else f"{100 * value:.{digits}f} %"


def interval(low: float | None, high: float | None) -> str:
    """Two fractions 0..1 as one range in percent; an em dash where there is none."""
    return "—" if low is None or high is None else f"{100 * low:.1f} – {100 * high:.1f} %"


def shown(measure: Measure, value: float | None) -> str:
    """The value of a measure as text."""
    if measure.is_share:
        return percent(value)
    return "—" if value is None else f"{value:,.0f}"
