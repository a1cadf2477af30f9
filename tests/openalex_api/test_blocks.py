"""Pages become blocks of fifty: the same ones whenever a run is stopped, each page in exactly one."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from api_spool import ids, page_files, plain, spool_of, state_of
from hypothesis import given
from hypothesis import strategies as st
from raw_rows import api_parts, pages_of_parts, raw_rows, works_staged

from analytics.errors import BudgetSpent, StateDamaged
from analytics.openalex.api import ingest_api
from analytics.openalex.api.blocks import next_end
from analytics.openalex.api.harvest import Harvest
from analytics.openalex.api.ingest import download
from analytics.openalex.api.staging import stage_spooled
from analytics.openalex.double import OpenAlexDouble, corpus, synthetic_work
from analytics.openalex.double.corpus import institution
from analytics.progress import silent
from analytics.settings import Settings

Make = Callable[..., Settings]
YEARS = {"first_year": 2024, "last_year": 2024}
WORKS = corpus(5_150, [2024], ["FR", "CN"])  # 52 pages


def test_a_completed_partition_is_blocks_of_fifty_pages_and_a_rest(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS) as double:
        settings = settings_for(double.url, **YEARS)
        report = ingest_api(settings, silent, calendar.clock)
    assert (report.parts, report.records, report.problems) == (2, 5_150, ())
    assert pages_of_parts(settings) == ["000001-000050", "000051-000052"]
    assert works_staged(settings) == ids(WORKS)


def test_works_of_a_block_stand_as_received_one_a_line(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS[:150]) as double:
        settings = settings_for(double.url, **YEARS)
        ingest_api(settings, silent, calendar.clock)
        served = b"".join(double.served.values())
    (block,) = spool_of(settings).glob("blocks/*/*.jsonl.gz")
    lines = plain(block).splitlines()
    assert len(lines) == 150
    assert all(line in served for line in lines)


def test_a_stopped_night_publishes_what_it_got_and_the_next_goes_on_from_there(
    settings_for: Make, calendar: Any
) -> None:
    with OpenAlexDouble(WORKS, budget=30) as double:
        settings = settings_for(double.url, **YEARS)
        for night, budget in enumerate((30, 35, 100)):
            double.budget, calendar.days = budget, night
            report = ingest_api(settings, silent, calendar.clock)
            assert works_staged(settings).total() == min(budget * 100, len(WORKS))
            if night < 2:
                assert isinstance(report.problems[0], BudgetSpent)
    assert pages_of_parts(settings) == ["000001-000030", "000031-000035", "000036-000050", "000051-000052"]
    assert works_staged(settings) == ids(WORKS)


def test_a_kill_between_a_part_and_its_state_stages_nothing_twice(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS, budget=30) as double:
        settings = settings_for(double.url, **YEARS)
        download(settings, silent, calendar.clock)
        stage_spooled(settings)
        (state,) = spool_of(settings).glob("partitions/*.json")
        # The part of the first thirty pages is there, and the state does not know it.
        killed = json.loads(state.read_text()) | {"staged": 0}
        assert killed["cut"] == 30
        state.write_text(json.dumps(killed))
        double.budget, calendar.days = 100, 1
        report = ingest_api(settings, silent, calendar.clock)
    assert (report.parts, report.parts_skipped) == (2, 1)
    assert works_staged(settings) == ids(WORKS)


def test_what_is_left_of_a_killed_run_waits_for_its_block(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS, budget=30) as double:
        settings = settings_for(double.url, **YEARS)
        download(settings, silent, calendar.clock)  # and killed before staging
        assert stage_spooled(settings, with_rest=False).parts == 0
        double.budget, calendar.days = 100, 1
        ingest_api(settings, silent, calendar.clock)
    assert pages_of_parts(settings) == ["000001-000050", "000051-000052"]


@pytest.mark.parametrize("content", [None, b"\x1f\x8bno gzip"])
def test_a_page_that_somebody_took_away_is_told_with_the_way_out(
    settings_for: Make, calendar: Any, content: bytes | None
) -> None:
    with OpenAlexDouble(WORKS[:250], budget=2) as double:
        settings = settings_for(double.url, **YEARS)
        download(settings, silent, calendar.clock)
        first, _ = page_files(settings)
        first.unlink() if content is None else first.write_bytes(content)
        with pytest.raises(StateDamaged, match=r"p000001.json.gz cannot be read; without partitions/y2024-\w+.json"):
            stage_spooled(settings)
        (state,) = spool_of(settings).glob("partitions/*.json")
        state.unlink()
        double.budget, calendar.days = 100, 1
        assert ingest_api(settings, silent, calendar.clock).problems == ()
    assert works_staged(settings) == ids(WORKS[:250])


def test_a_work_completed_by_itself_stands_in_for_what_the_list_has_of_it(settings_for: Make, calendar: Any) -> None:
    team = [[institution(n, "FR")] for n in range(130)]
    works = [synthetic_work(n, 2024, team) for n in range(3)]
    with OpenAlexDouble(works) as double:
        double.hidden.add("W9990000002")  # gone when asked for by itself: what the list has is kept
        settings = settings_for(double.url, **YEARS)
        ingest_api(settings, silent, calendar.clock)
    assert works_staged(settings) == ids(works)
    assert raw_rows(settings)["raw_authorships"].total() == 130 + 100 + 130


def test_a_part_says_which_reading_it_is_of(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS[:50]) as double:
        settings = settings_for(double.url, **YEARS)
        ingest_api(settings, silent, calendar.clock)
    (part,), (state,) = api_parts(settings), state_of(settings)
    assert part.release == state["started"]
    assert part.name == f"blocks/{part.release}/{state['partition_id']}-p000001-000001.jsonl.gz"


@given(st.lists(st.tuples(st.integers(1, 130), st.booleans()), min_size=1, max_size=8))
def test_each_page_is_in_exactly_one_block_wherever_runs_end(nights: list[tuple[int, bool]]) -> None:
    harvest, ends = Harvest("y2024-0", 2024, "", started=None), [0]  # type: ignore[arg-type]
    for pages, with_rest in [*nights, (1, True)]:
        harvest.pages += pages
        while (end := next_end(harvest, with_rest)) is not None:
            harvest.staged = harvest.cut = end
            ends.append(end)
    assert ends[-1] == harvest.pages
    assert all(first < last for first, last in pairwise(ends))
    assert set(range(50, harvest.pages, 50)) <= set(ends)


@pytest.mark.parametrize(("pages", "completed", "end"), [(49, False, None), (50, False, 50), (49, True, 49)])
def test_only_whole_blocks_are_made_until_the_reading_ends(
    calendar: Any, pages: int, completed: bool, end: int | None
) -> None:
    today = calendar.clock.today()
    harvest = Harvest("y2024-0", 2024, "", today, pages=pages, completed=today if completed else None)
    assert next_end(harvest, with_rest=False) == end
