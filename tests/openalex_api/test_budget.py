"""Credits: never over the limit, stopped cleanly, taken up the next day; nothing asked twice on one day."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from api_spool import ids, page_files, spool_of, state_of, works_listed

from analytics.errors import BudgetSpent
from analytics.openalex.api.ingest import download
from analytics.openalex.double import OpenAlexDouble, corpus
from analytics.progress import silent
from analytics.settings import Settings

Make = Callable[..., Settings]
WORKS = corpus(1200, [2023, 2024], ["FR"])
YEARS = {"first_year": 2023, "last_year": 2024}


def test_a_budget_that_ends_mid_partition_goes_on_the_next_day(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS, budget=5) as double:
        settings = settings_for(double.url, **YEARS)
        problems = []
        for _ in range(2):
            problems.append(download(settings, silent, calendar.clock))
            assert double.used <= 5
            calendar.days += 1
            double.new_day()
        double.budget = 100
        assert download(settings, silent, calendar.clock) is None
        # 13 pages of works in all: each was paid for once.
        assert double.answered[200] == len(page_files(settings))
    assert all(isinstance(problem, BudgetSpent) for problem in problems)
    assert works_listed(settings) == ids(WORKS)


def test_the_api_saying_that_nothing_is_left_ends_the_day(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS, budget=0) as double:
        settings = settings_for(double.url, streams=1, **YEARS)
        problem = download(settings, silent, calendar.clock)
        resumes = calendar.clock.now() + timedelta(seconds=41_749)
        assert isinstance(problem, BudgetSpent)
        assert f"resumes at {resumes:%Y-%m-%d %H}" in str(problem)
        asked = len(double.requests)
        assert isinstance(download(settings, silent, calendar.clock), BudgetSpent)
        assert len(double.requests) == asked == 1


def test_the_users_own_limit_is_kept_across_runs(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS) as double:
        settings = settings_for(double.url, credits_per_day=4, **YEARS)
        problem = download(settings, silent, calendar.clock)
        assert isinstance(problem, BudgetSpent)
        assert f"{calendar.clock.midnight():%Y-%m-%d} 00:00 UTC" in str(problem)
        assert isinstance(download(settings, silent, calendar.clock), BudgetSpent)
        assert double.used == 4
    ledger = json.loads((spool_of(settings) / "credits.json").read_text())
    assert (ledger["used"], ledger["left"]) == (4, 999_996)


def test_who_gets_a_key_after_running_dry_goes_on_at_once(
    settings_for: Make, calendar: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with OpenAlexDouble(WORKS, budget=3) as double:
        settings = settings_for(double.url, **YEARS)
        assert isinstance(download(settings, silent, calendar.clock), BudgetSpent)
        monkeypatch.setenv("OPENALEX_API_KEY", "SYNTHETIC-key")
        double.budget = 100
        assert download(settings, silent, calendar.clock) is None
    assert works_listed(settings) == ids(WORKS)


def test_credits_spent_elsewhere_with_the_same_key_are_noticed(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS, budget=100) as double:
        double.used = 97
        settings = settings_for(double.url, credits_per_day=50, streams=1, **YEARS)
        assert isinstance(download(settings, silent, calendar.clock), BudgetSpent)
        assert double.answered == {200: 3}


def test_a_finished_partition_is_not_asked_again_that_day(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS) as double:
        settings = settings_for(double.url, **YEARS)
        assert download(settings, silent, calendar.clock) is None
        used = double.used
        assert download(settings, silent, calendar.clock) is None
        assert double.used == used


def test_the_next_day_only_the_trailing_window_is_read_again(settings_for: Make, calendar: Any) -> None:
    today = calendar.clock.today()
    since = (today - timedelta(days=60)).isoformat()
    works = corpus(300, [today.year - 3, since_year := int(since[:4]), today.year], ["FR"])
    with OpenAlexDouble(works) as double:
        settings = settings_for(double.url, first_year=today.year - 3, last_year=today.year)
        download(settings, silent, calendar.clock)
        double.requests.clear()
        calendar.days += 1
        download(settings, silent, calendar.clock)
        lines = [line for _, line, _ in double.requests]
    assert len(lines) == len({since_year, today.year})
    assert all(f"from_publication_date:{since}" in line for line in lines)
    # The first reading began on the day it was completed, and that is where the window starts from.
    again = [state for state in state_of(settings) if state["since"]]
    assert {state["year"] for state in again} == {since_year, today.year}


def test_a_long_pause_widens_the_window(settings_for: Make, calendar: Any) -> None:
    today = calendar.clock.today()
    with OpenAlexDouble(corpus(50, [today.year], ["FR"])) as double:
        settings = settings_for(double.url, first_year=today.year, last_year=today.year)
        download(settings, silent, calendar.clock)
        calendar.days += 40
        download(settings, silent, calendar.clock)
    assert state_of(settings)[0]["since"] == (today - timedelta(days=60)).isoformat()
