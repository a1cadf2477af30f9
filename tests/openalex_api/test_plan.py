"""`aperture ingest api --plan`: what would be read and what it costs, before anything is spent on reading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from api_spool import page_files, spool_of

from analytics.errors import BudgetSpent
from analytics.openalex.api import ingest_api, plan_api
from analytics.openalex.double import OpenAlexDouble, corpus
from analytics.progress import silent
from analytics.settings import Settings
from flows.cli import run

Make = Callable[..., Settings]
WORKS = corpus(1_000, [2021, 2022, 2023, 2024], ["FR", "CN", "US"])
CODES = [chr(65 + n // 26) + chr(65 + n % 26) for n in range(250)]


@pytest.mark.parametrize("scope", [{}, {"countries": ["FR", "CN"]}, {"countries": CODES, "topics": ["T10036"]}])
def test_the_plan_is_what_the_reading_then_costs(settings_for: Make, calendar: Any, scope: dict[str, Any]) -> None:
    with OpenAlexDouble(WORKS) as double:
        settings = settings_for(double.url, first_year=2020, last_year=2024, **scope)
        plan = plan_api(settings, calendar.clock)
        assert double.used == plan.asked == len(plan.readings) / 5
        assert not page_files(settings)
        report = ingest_api(settings, silent, calendar.clock)
        assert double.used == plan.asked + plan.credits
    assert report.records == plan.works
    assert plan.problem is None


def test_credits_spent_on_counting_are_in_the_ledger(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS) as double:
        settings = settings_for(double.url, first_year=2020, last_year=2024, credits_per_day=10)
        first, second = (plan_api(settings, calendar.clock) for _ in range(2))
    assert (first.asked, first.left, second.left) == (1, 9, 8)
    assert [path.name for path in spool_of(settings).iterdir()] == ["credits.json"]


def test_days_of_budget_begin_with_what_is_left_today(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS) as double:
        settings = settings_for(double.url, first_year=2021, last_year=2024, credits_per_day=5)
        plan = plan_api(settings, calendar.clock)
    # Four partitions of some 250 works; 4 credits are left today, then 5 a day.
    assert (plan.credits, plan.left, plan.later_days) == (12, 4, 2)
    assert plan.ends == calendar.clock.today() + timedelta(days=2)


def test_without_budget_the_plan_says_what_it_does_not_know(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS, budget=0) as double:
        plan = plan_api(settings_for(double.url, first_year=2021, last_year=2024), calendar.clock)
    assert isinstance(plan.problem, BudgetSpent)
    assert [reading.works for reading in plan.readings] == [None] * 4
    assert (plan.asked, plan.left, plan.credits) == (0, 0, 0)


def test_what_is_under_way_is_counted_by_what_is_left_of_it_and_costs_nothing(
    settings_for: Make, calendar: Any
) -> None:
    with OpenAlexDouble(corpus(450, [2024], ["FR"]), budget=2) as double:
        settings = settings_for(double.url, first_year=2024, last_year=2024)
        ingest_api(settings, silent, calendar.clock)
        plan = plan_api(settings, calendar.clock)
    (reading,) = plan.readings
    assert (reading.reading, reading.works, reading.calls) == ("goes on at page 3", 250, 3)
    assert (plan.asked, plan.problem) == (0, None)


def test_the_next_day_only_the_window_is_planned(settings_for: Make, calendar: Any) -> None:
    year = calendar.clock.today().year
    works = corpus(450, [year], ["FR"])
    with OpenAlexDouble(works) as double:
        settings = settings_for(double.url, first_year=year - 3, last_year=year, trailing_days=0)
        ingest_api(settings, silent, calendar.clock)
        assert plan_api(settings, calendar.clock).readings == ()
        since = calendar.clock.today()
        calendar.days += 1
        (reading,) = plan_api(settings, calendar.clock).readings
    assert reading.reading == f"published since {since}"
    assert reading.works == sum(work["publication_date"] >= since.isoformat() for work in works)


def test_the_command_prints_partitions_and_totals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with OpenAlexDouble(WORKS, budget=2) as double:
        (tmp_path / "aperture.toml").write_text(
            f'[api]\nbase_url = "{double.url}"\ncountries = ["FR"]\nfirst_year = 2023\nlast_year = 2024\n'
        )
        assert run(["ingest", "api", "--plan"]) == 0
        said = capsys.readouterr().out
        assert run(["ingest", "api", "--plan"]) == 0
        assert "could not be counted" not in capsys.readouterr().out
        assert run(["ingest", "api", "--plan"]) == 0
        spent = capsys.readouterr().out
    assert "publication_year:2024" in said
    assert "2 partitions, " in said
    assert "left today: 1 of 1,000" in said
    assert "2 partitions could not be counted. The API budget of the day is used up" in spent
