"""Bad nights: what passes is outlasted, what does not is said in one sentence, nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from api_spool import ids, page_files, works_listed

from analytics.errors import ApiRefused, ApiUnavailable
from analytics.openalex.api.ingest import download
from analytics.openalex.double import Fault, OpenAlexDouble, corpus, faults
from analytics.progress import silent
from analytics.settings import Settings

Make = Callable[..., Settings]
WORKS = corpus(450, [2023, 2024], ["FR"])
YEARS = {"first_year": 2023, "last_year": 2024}


@pytest.mark.parametrize(
    "fault",
    [
        Fault.html(500, "Internal Server Error"),
        Fault.html(502, "Bad Gateway"),
        Fault.html(503, "Service Unavailable").with_headers(Retry_After="2"),
        Fault.html(504, "Gateway Time-out"),
        Fault(200, "text/html", body=b"<html>a page in between</html>"),
        Fault(200, body=b'{"meta": {"count": 3, "next_'),
        Fault(cut=True),
        Fault(reset=True),
        Fault(stall=1.2),
    ],
    ids=["500", "502", "503", "504", "html 200", "half JSON", "cut body", "reset", "time-out"],
)
def test_a_passing_trouble_is_outlasted(settings_for: Make, calendar: Any, fault: Fault) -> None:
    with OpenAlexDouble(WORKS) as double:
        double.disturb = lambda number: fault if number in (1, 3, 6) else None
        settings = settings_for(double.url, timeout_seconds=0.8, streams=2, **YEARS)
        assert download(settings, silent, calendar.clock) is None
        assert len(double.requests) == len(page_files(settings)) + 3
    assert works_listed(settings) == ids(WORKS)


def test_troubles_of_all_kinds_at_a_third_of_all_requests_lose_nothing(settings_for: Make, calendar: Any) -> None:
    kinds = [Fault.html(503, "x"), Fault(cut=True), Fault(reset=True), Fault.html(500, "x")]
    works = corpus(3000, [2023, 2024], ["FR"])
    with OpenAlexDouble(works) as double:
        double.disturb = lambda number: kinds[number // 3 % 4] if number % 3 == 0 else None
        settings = settings_for(double.url, **YEARS)
        assert download(settings, silent, calendar.clock) is None
    assert works_listed(settings) == ids(works)


def test_trouble_without_end_is_given_up_and_taken_up_later(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS) as double:
        double.disturb = lambda number: Fault.html(502, "Bad Gateway") if number > 2 else None
        settings = settings_for(double.url, retries=3, streams=1, **YEARS)
        problem = download(settings, silent, calendar.clock)
        assert isinstance(problem, ApiUnavailable)
        assert "4 tries (last: HTTP 502 Bad Gateway)" in str(problem)
        assert len(double.requests) == 2 + 4
        double.disturb = lambda _: None
        assert download(settings, silent, calendar.clock) is None
    assert works_listed(settings) == ids(WORKS)


def test_nobody_listening_is_unavailable(settings_for: Make, calendar: Any) -> None:
    settings = settings_for("http://127.0.0.1:9", retries=1, **YEARS)
    problem = download(settings, silent, calendar.clock)
    assert isinstance(problem, ApiUnavailable)
    assert "127.0.0.1:9" in str(problem)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (faults.invalid_parameter("nonsense is not a valid field."), "nonsense is not a valid field"),
        (faults.unknown_key(), "API key not found"),
        (faults.invalid_parameter("of 2025", 403), "of 2025"),
        (faults.plan_upgrade("from_updated_date"), "Plan upgrade required"),
    ],
    ids=["400", "401", "403", "plan"],
)
def test_a_refusal_is_asked_once_and_told(settings_for: Make, calendar: Any, fault: Fault, words: str) -> None:
    with OpenAlexDouble(WORKS) as double:
        double.faults.append(fault)
        problem = download(settings_for(double.url, streams=1, **YEARS), silent, calendar.clock)
        assert len(double.requests) == 1
    assert isinstance(problem, ApiRefused)
    assert words in str(problem)
    assert "\n" not in str(problem)


def test_too_fast_waits_as_told_and_goes_on(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS) as double:
        double.faults.extend([faults.too_fast(), faults.too_fast_of_2025()])
        settings = settings_for(double.url, streams=1, retries=0, **YEARS)
        started = time.monotonic()
        assert download(settings, silent, calendar.clock) is None
        assert time.monotonic() - started > 1
    assert works_listed(settings) == ids(WORKS)


def test_a_limit_below_our_pace_slows_all_streams_down(settings_for: Make, calendar: Any) -> None:
    works = corpus(2500, [2023, 2024], ["FR"])
    with OpenAlexDouble(works, per_second=12) as double:
        settings = settings_for(double.url, requests_per_second=20, retries=0, streams=6, **YEARS)
        assert download(settings, silent, calendar.clock) is None
        assert 0 < double.answered[429] < 20
    assert works_listed(settings) == ids(works)
