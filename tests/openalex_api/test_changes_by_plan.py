"""Asking by date of change: found out once for each key, used where the plan covers it, done without elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from api_spool import spool_of, state_of
from raw_rows import raw_rows, works_staged

from analytics.openalex.api import ingest_api
from analytics.openalex.double import OpenAlexDouble, synthetic_work
from analytics.progress import silent
from analytics.settings import Settings

Make = Callable[..., Settings]
KEY = "SYNTHETIC-paid-key"
YEARS = {"first_year": 2019, "last_year": 2020}  # long past every trailing window
WORKS = [synthetic_work(n, 2019 + n % 2) for n in range(40)]


@pytest.fixture
def paid(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("OPENALEX_API_KEY", KEY)
    return KEY


def asked_by_change(double: OpenAlexDouble) -> list[str]:
    """The request lines that name the filter; what `aperture` asks to find out has its own `select`."""
    return [line for _, line, _ in double.requests if "from_updated_date" in line]


def night(settings: Settings, calendar: Any, days: int = 1) -> None:
    calendar.days += days
    assert ingest_api(settings, silent, calendar.clock).problems == ()


def test_a_paid_plan_reads_what_changed_since_the_last_reading(settings_for: Make, calendar: Any, paid: str) -> None:
    with OpenAlexDouble(WORKS) as double:
        double.paid_keys.add(paid)
        settings = settings_for(double.url, **YEARS)
        night(settings, calendar, 0)
        first_day = calendar.clock.today()
        assert asked_by_change(double) == []
        changed = WORKS[3] | {"cited_by_count": 99, "updated_date": f"{first_day + timedelta(days=1)}T00:00:00"}
        double.shelf.add(changed)
        night(settings, calendar, 2)
        lines = asked_by_change(double)
        assert len([line for line in lines if f"from_updated_date:{first_day}" in line]) == 2
        assert len(lines) == 3
    assert works_staged(settings).total() == len(WORKS) + 1
    assert sum("W9990000004" in row and ", 99, " in row for row in raw_rows(settings)["raw_works"]) == 1


def test_the_next_reading_starts_where_the_last_one_began(settings_for: Make, calendar: Any, paid: str) -> None:
    with OpenAlexDouble(WORKS) as double:
        double.paid_keys.add(paid)
        settings = settings_for(double.url, **YEARS)
        starts = []
        for days in (0, 1, 5):
            starts.append(calendar.clock.today() + timedelta(days=days))
            night(settings, calendar, days)
        assert {state["changed_since"] for state in state_of(settings)} == {starts[1].isoformat()}
        # One question in all, whatever the number of nights.
        assert len([line for line in asked_by_change(double) if "select=id&" in line]) == 1


def test_a_plan_that_does_not_cover_it_is_asked_once_and_costs_nothing(
    settings_for: Make, calendar: Any, paid: str
) -> None:
    with OpenAlexDouble(WORKS) as double:
        settings = settings_for(double.url, **YEARS)
        for days in (0, 1, 1):
            night(settings, calendar, days)
        assert len(asked_by_change(double)) == 1
        assert double.answered[429] == 1
        assert double.used == 2  # one page for each of the years, read once
    remembered = json.loads((spool_of(settings) / "plan.json").read_text())
    assert remembered["covers_changes"] is False
    assert remembered["day"] == (calendar.clock.today() - timedelta(days=1)).isoformat()
    assert paid not in json.dumps(remembered)


def test_another_key_is_asked_about_again(settings_for: Make, calendar: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenAlexDouble(WORKS) as double:
        double.paid_keys.add("SYNTHETIC-better-key")
        settings = settings_for(double.url, **YEARS)
        for key in ("SYNTHETIC-free-key", "SYNTHETIC-free-key", "SYNTHETIC-better-key"):
            monkeypatch.setenv("OPENALEX_API_KEY", key)
            night(settings, calendar)
        assert len([line for line in asked_by_change(double) if "select=id&" in line]) == 2
        # What changed while nobody could ask is asked for now.
        first_day = calendar.clock.today() - timedelta(days=2)
        assert {state["changed_since"] for state in state_of(settings)} == {first_day.isoformat()}


def test_without_a_key_nothing_is_asked(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS) as double:
        settings = settings_for(double.url, **YEARS)
        night(settings, calendar, 0)
        night(settings, calendar)
        assert asked_by_change(double) == []


def test_a_plan_that_ended_falls_back_to_the_trailing_window(settings_for: Make, calendar: Any, paid: str) -> None:
    this_year = calendar.clock.today().year
    with OpenAlexDouble([synthetic_work(n, this_year) for n in range(40)]) as double:
        double.paid_keys.add(paid)
        settings = settings_for(double.url, first_year=this_year, last_year=this_year, trailing_days=20)
        night(settings, calendar, 0)
        first_day = calendar.clock.today()
        night(settings, calendar)
        double.paid_keys.clear()
        night(settings, calendar)
    (state,) = state_of(settings)
    assert state["changed_since"] is None
    assert state["since"] == (first_day + timedelta(days=1 - 20)).isoformat()
    assert state["settled"] == (first_day + timedelta(days=1)).isoformat()


def test_a_reading_by_change_that_was_stopped_goes_on_without_the_plan(
    settings_for: Make, calendar: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    this_year = calendar.clock.today().year
    works = [synthetic_work(n, this_year) | {"updated_date": "2099-01-01"} for n in range(250)]
    monkeypatch.setenv("OPENALEX_API_KEY", KEY)
    with OpenAlexDouble(works) as double:
        double.paid_keys.add(KEY)
        settings = settings_for(double.url, first_year=this_year, last_year=this_year)
        night(settings, calendar, 0)
        double.budget = double.used + 2  # one to find out, one page
        calendar.days += 1
        assert len(ingest_api(settings, silent, calendar.clock).problems) == 1
        monkeypatch.delenv("OPENALEX_API_KEY")
        double.budget = 1000
        night(settings, calendar)
    assert state_of(settings)[0]["since"]
    assert works_staged(settings).keys() == {work["id"] for work in works}
