"""Each row of the API's errors, from recorded bytes; and the double answers in the same forms."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from analytics.openalex.api.answers import Refused, Settled, Spent, TryAgain, credits_left, judge
from analytics.openalex.double import Fault, faults

NOW = datetime(2025, 10, 6, 19, 20, 9, tzinfo=UTC)


def verdict(fault: Fault, now: datetime = NOW) -> Any:
    return judge(fault.status, httpx.Headers(fault.headers), fault.body, now)


@pytest.fixture(scope="module")
def errors(recorded: Path) -> list[dict[str, Any]]:
    return json.loads((recorded / "recorded_errors.json").read_text())  # type: ignore[no-any-return]


def of_status(errors: list[dict[str, Any]], status: int) -> dict[str, Any]:
    return next(error for error in errors if error["status"] == status)


@pytest.mark.parametrize(
    ("status", "double"),
    [
        (400, faults.invalid_parameter("DOESNTEXIST is not a valid field.")),
        (401, faults.unknown_key()),
        (403, faults.invalid_parameter("DOESNTEXIST is not a valid select field.", 403)),
        (404, faults.not_found()),
        (429, faults.too_fast_of_2025()),
    ],
)
def test_the_double_errs_in_the_recorded_forms(errors: list[dict[str, Any]], status: int, double: Fault) -> None:
    real = of_status(errors, status)
    headers = httpx.Headers(real["headers"])
    assert double.status == status
    assert double.content_type == headers["content-type"]
    assert set(httpx.Headers(double.headers)) <= set(headers)
    if "json" in double.content_type:
        said, ours = json.loads(real["body"]), json.loads(double.body)
        assert set(ours) == set(said)
        assert ours["error"] == said["error"]
    else:
        assert double.body.decode().splitlines()[-2:] == real["body"].splitlines()[-2:]


@pytest.mark.parametrize(
    ("status", "kind"), [(400, Refused), (401, Refused), (403, Refused), (404, Settled), (429, TryAgain)]
)
def test_recorded_errors_are_judged_as_the_table_says(errors: list[dict[str, Any]], status: int, kind: type) -> None:
    for real in [error for error in errors if error["status"] == status]:
        found = judge(status, httpx.Headers(real["headers"]), real["body"].encode(), NOW)
        assert isinstance(found, kind)
        if isinstance(found, Refused):
            assert found.message.startswith(json.loads(real["body"])["error"].rstrip("."))
            assert len(found.message) <= 301
        if isinstance(found, TryAgain):
            assert found.seconds == 1.0  # Retry-After was a date one second later


def test_the_old_429_counts_seconds_not_credits(errors: list[dict[str, Any]]) -> None:
    assert credits_left(httpx.Headers(of_status(errors, 429)["headers"])) is None
    assert credits_left(httpx.Headers(of_status(errors, 400)["headers"])) == 9988


def test_per_second_waits_and_spent_stops_until_the_reset() -> None:
    assert verdict(faults.too_fast()) == TryAgain("HTTP 429 Too Many Requests", 1.0, is_too_fast=True)
    assert verdict(faults.budget_spent(0, 1, 3600)) == Spent(NOW + timedelta(hours=1))
    assert isinstance(verdict(Fault(429, headers={"Retry-After": "41749"})), Spent)


def test_a_paid_filter_is_refused_with_the_words_of_the_api() -> None:
    assert verdict(faults.plan_upgrade("from_updated_date")) == Refused(
        "Plan upgrade required: The filter from_updated_date needs a paid plan", is_plan=True
    )


def test_a_lost_cursor_is_told_from_a_wrong_parameter() -> None:
    lost, wrong = (verdict(faults.invalid_parameter(said)) for said in ("Cursor value is invalid.", "x is no field."))
    assert (lost.is_cursor, wrong.is_cursor) == (True, False)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520, 408])
def test_html_of_a_failing_server_is_passing(status: int) -> None:
    assert isinstance(verdict(Fault.html(status, "Bad Gateway")), TryAgain)


def test_a_refusal_without_json_still_says_something() -> None:
    assert verdict(Fault.html(403, "Forbidden")) == Refused("HTTP 403 Forbidden")
