"""From the API to raw rows: pages are staged once, problems are in the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analytics.errors import BudgetSpent, ConfigurationError, WarehouseNotWritable
from analytics.openalex.api import ingest_api
from analytics.openalex.double import OpenAlexDouble, corpus, synthetic_work
from analytics.openalex.double.corpus import institution
from analytics.progress import silent
from analytics.settings import Settings

Make = Callable[..., Settings]
YEARS = {"first_year": 2023, "last_year": 2024}


def test_pages_become_raw_rows_once(settings_for: Make, calendar: Any) -> None:
    team = [[institution(n, "FR")] for n in range(120)]
    works = [*corpus(250, [2024], ["FR"]), synthetic_work(900, 2024, team)]
    with OpenAlexDouble(works) as double:
        settings = settings_for(double.url, **YEARS)
        first = ingest_api(settings, silent, calendar.clock)
        again = ingest_api(settings, silent, calendar.clock)
    # Three pages in one block, the work with more than 100 authors as it is singly; a year without works is none.
    assert (first.parts, first.records, first.quarantined, first.problems) == (1, 251, 0, ())
    assert (again.parts, again.parts_skipped, again.records) == (0, 0, 0)


def test_a_spent_budget_is_the_first_problem_and_what_was_got_is_staged(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(corpus(500, [2024], ["FR"]), budget=2) as double:
        settings = settings_for(double.url, first_year=2024, last_year=2024)
        report = ingest_api(settings, silent, calendar.clock)
    assert report.records == 200
    with pytest.raises(BudgetSpent):
        report.raise_first_problem()


def test_without_a_section_api_there_is_nothing_to_ask(settings_for: Make) -> None:
    with pytest.raises(ConfigurationError, match=r"no \[api\] section"):
        ingest_api(settings_for("http://127.0.0.1:9").model_copy(update={"api": None}))


def test_a_warehouse_that_cannot_be_written_is_told_in_one_sentence(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(corpus(50, [2024], ["FR"])) as double:
        settings = settings_for(double.url, **YEARS)
        settings.warehouse.write_text("a file where the folder should be")
        with pytest.raises(WarehouseNotWritable, match=str(settings.warehouse)):
            ingest_api(settings, silent, calendar.clock)
        assert not double.requests
