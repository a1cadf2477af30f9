"""Lists that change while they are read, and cursors that expire: no work is lost, none is doubled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from api_spool import ids, page_files, state_of, works_listed
from raw_rows import works_staged

from analytics.errors import ApiRefused
from analytics.openalex.api import ingest_api
from analytics.openalex.double import OpenAlexDouble, corpus, synthetic_work
from analytics.openalex.report import IngestReport
from analytics.progress import silent
from analytics.settings import Settings

Make = Callable[..., Settings]
YEARS = {"first_year": 2024, "last_year": 2024}
WORKS = corpus(450, [2024], ["FR"])  # 5 pages
EARLY, LATE = WORKS[0], WORKS[-1]


def bare(work: dict[str, Any]) -> str:
    return str(work["id"]).rsplit("/", 1)[-1]


def at(double: OpenAlexDouble, moves: dict[int, Callable[[], None]]) -> None:
    """Do something before the answers with these numbers."""

    def disturb(number: int) -> None:
        moves.get(number, lambda: None)()

    double.disturb = disturb  # type: ignore[assignment]


def run(settings_for: Make, calendar: Any, double: OpenAlexDouble) -> tuple[Settings, IngestReport]:
    settings = settings_for(double.url, streams=1, **YEARS)
    return settings, ingest_api(settings, silent, calendar.clock)


def test_a_work_that_moves_ahead_of_the_cursor_is_found_by_reading_once_more(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS) as double:
        # Read past its new place already, so the first pass never meets it.
        at(double, {3: lambda: double.shelf.move(bare(LATE), 0)})
        settings, report = run(settings_for, calendar, double)
        assert double.used == 5 + 1 + 5  # the empty page that tells the first pass that something is amiss
    assert (report.problems, report.notes) == ((), ())
    assert works_staged(settings) == ids(WORKS)


def test_a_work_that_is_listed_twice_is_staged_once(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS) as double:
        at(double, {4: lambda: double.shelf.move(bare(EARLY), 1e12)})
        settings, report = run(settings_for, calendar, double)
    assert works_listed(settings)[EARLY["id"]] == 2
    assert report.notes == ()
    assert works_staged(settings) == ids(WORKS)


def test_works_that_come_and_go_while_being_read_are_all_kept(settings_for: Make, calendar: Any) -> None:
    new = synthetic_work(-1 + 900_000, 2024)
    with OpenAlexDouble(WORKS) as double:
        at(
            double,
            {
                2: lambda: double.shelf.add(new, place=0),
                4: lambda: double.shelf.remove(bare(EARLY)),
                5: lambda: double.shelf.remove(bare(WORKS[1])),
            },
        )
        settings, report = run(settings_for, calendar, double)
    assert report.notes == ()
    # Once listed is once kept, also where it was gone at the end.
    assert works_staged(settings) == ids([*WORKS, new])


def test_a_list_that_never_stands_still_is_noted_and_not_read_a_third_time(settings_for: Make, calendar: Any) -> None:
    late = [synthetic_work(900_000 + n, 2024) for n in range(2)]
    with OpenAlexDouble(WORKS) as double:
        at(double, {3: lambda: double.shelf.add(late[0], place=0), 9: lambda: double.shelf.add(late[1], place=0.5)})
        settings, report = run(settings_for, calendar, double)
        assert double.used == 12
    assert report.problems == ()
    (note,) = report.notes
    assert "counts 452 works and listed 451 of them" in note
    assert works_staged(settings) == ids([*WORKS, late[0]])


def test_an_expired_cursor_begins_the_partition_anew(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS) as double:
        at(double, {4: double.expire_cursors})
        settings, report = run(settings_for, calendar, double)
        assert double.used == 3 + 1 + 5
    assert report.problems == ()
    assert len(page_files(settings)) == 3 + 5
    assert works_staged(settings) == ids(WORKS)


def test_a_cursor_that_expires_overnight_doubles_nothing_that_was_staged(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS, budget=3) as double:
        settings, _ = run(settings_for, calendar, double)
        assert works_staged(settings).total() == 300
        double.expire_cursors()
        double.budget, calendar.days = 100, 1
        # Meanwhile the last work has come to the front, and the first page is another one.
        double.shelf.move(bare(LATE), 0)
        report = ingest_api(settings, silent, calendar.clock)
    assert report.problems == ()
    assert works_staged(settings) == ids(WORKS)


def test_a_cursor_that_expires_again_in_the_same_run_is_a_refusal_and_the_next_run_begins_anew(
    settings_for: Make, calendar: Any
) -> None:
    with OpenAlexDouble(WORKS) as double:
        at(double, {3: double.expire_cursors, 6: double.expire_cursors})
        settings, report = run(settings_for, calendar, double)
        assert len(double.requests) == 6
        with pytest.raises(ApiRefused, match="Cursor value is invalid"):
            report.raise_first_problem()
        assert ingest_api(settings, silent, calendar.clock).problems == ()
    assert state_of(settings)[0]["completed"]
    assert works_staged(settings) == ids(WORKS)
