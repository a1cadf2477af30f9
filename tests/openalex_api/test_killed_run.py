"""kill -9 in the middle, several times: the run that ends has the same works as one nobody touched."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from api_spool import ids, page_files, spool_of, works_listed
from raw_rows import raw_rows, works_staged

from analytics.openalex.api.ingest import download
from analytics.openalex.double import OpenAlexDouble, corpus, synthetic_work
from analytics.openalex.double.corpus import institution
from analytics.progress import silent
from analytics.settings import Settings

CHILD = """
import sys
from pathlib import Path
from analytics.openalex.api.clock import Clock
from analytics.openalex.api.ingest import download
from analytics.progress import silent
from analytics.settings import ApiSettings, Settings
api = ApiSettings(base_url=sys.argv[2], types=[], first_year=2022, last_year=2024, requests_per_second=500)
download(Settings(warehouse=Path(sys.argv[1]), api=api), silent, Clock())
"""


def _run_and_kill(settings: Settings, url: str, pages: int) -> None:
    """Start a run in a process of its own and kill it as soon as ``pages`` pages are in the spool."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", CHILD, str(settings.warehouse), url]
    child = subprocess.Popen(command, cwd=root, env=os.environ | {"PYTHONPATH": str(root)})
    try:
        patience = time.monotonic() + 20
        while len(page_files(settings)) < pages and child.poll() is None and time.monotonic() < patience:
            time.sleep(0.002)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait(10)
    assert child.returncode == -signal.SIGKILL


def test_a_page_that_was_kept_before_the_kill_is_not_paid_for_again(
    settings_for: Callable[..., Settings], calendar: Any
) -> None:
    works = corpus(350, [2024], ["FR"])
    with OpenAlexDouble(works, budget=2) as double:
        settings = settings_for(double.url, first_year=2024, last_year=2024)
        download(settings, silent, calendar.clock)
        (state,) = spool_of(settings).glob("partitions/*.json")
        second_page = state.read_bytes()
        double.budget, calendar.days = 3, 1
        download(settings, silent, calendar.clock)
        # Killed between the file of page 3 and its state: the state still stands at page 2.
        state.write_bytes(second_page)
        double.budget, calendar.days = 4, 2
        assert download(settings, silent, calendar.clock) is None
        assert double.used == len(page_files(settings)) == 4
    assert works_listed(settings) == ids(works)


def test_killed_runs_go_on_at_the_next_page(settings_for: Callable[..., Settings], calendar: Any) -> None:
    works = corpus(4500, [2022, 2023, 2024], ["FR", "CN"])
    with OpenAlexDouble(works, latency=0.03) as double:
        settings = settings_for(double.url, first_year=2022, last_year=2024)
        for pages in (5, 25):
            _run_and_kill(settings, double.url, pages)
        assert 25 <= len(page_files(settings)) < 45
        assert download(settings, silent, calendar.clock) is None
        # What was under way at a kill is the most that can be paid for twice: one page a stream.
        assert len(page_files(settings)) <= double.used <= len(page_files(settings)) + 2 * 3
    assert works_listed(settings) == ids(works)


NIGHT = """
import asyncio, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from analytics.openalex.api import blocks, ingest_api
from analytics.openalex.api.clock import Clock
from analytics.settings import ApiSettings, Settings
blocks.BLOCK_PAGES = 5
days = timedelta(days=int(sys.argv[3]))
clock = Clock(now=lambda: datetime.now(UTC) + days, sleep=asyncio.sleep)
scope = {"types": [], "entities": [], "first_year": 2022, "last_year": 2024, "requests_per_second": 200, "streams": 3}
settings = Settings(warehouse=Path(sys.argv[1]), api=ApiSettings(base_url=sys.argv[2], **scope))
print("begun", flush=True)
report = ingest_api(settings, lambda step, done, total: print(step, flush=True), clock)
print(report.problems[0] if report.problems else "complete", flush=True)
"""


def _night(warehouse: Path, url: str, day: int, steps: int | None = None, seconds: float = 0) -> str:
    """One run on that day, killed ``seconds`` after it has said so many ``steps``; the last thing it said."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", NIGHT, str(warehouse), url, str(day)]
    env = os.environ | {"PYTHONPATH": str(root)}
    with subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = list(islice(child.stdout, steps))
        if steps is not None and len(said) == steps:
            time.sleep(seconds)
            child.send_signal(signal.SIGKILL)
        child.stdout.read()
        return said[-1].strip()


@pytest.mark.slow
def test_twenty_kills_at_random_points_and_the_raw_rows_are_those_of_an_undisturbed_run(tmp_path: Path) -> None:
    draw = random.Random(2026)  # noqa: S311 - seeded, guards nothing
    team = [[institution(n, "FR")] for n in range(120)]
    large = [synthetic_work(900_000 + n, 2022 + n % 3, team) for n in range(9)]
    works = [*corpus(9_000, [2022, 2023, 2024], ["FR", "CN"]), *large]
    with OpenAlexDouble(works) as double:
        assert _night(tmp_path / "calm", double.url, 0) == "complete"
        calm, killed = Settings(warehouse=tmp_path / "calm"), Settings(warehouse=tmp_path / "killed")
        double.latency, double.budget = 0.02, double.used
        ends: Counter[str] = Counter()
        for day in range(20):
            # A few credits a night: kills meet the reading and the staging of nights that were stopped.
            double.budget += 4
            ends[_night(killed.warehouse, double.url, day, draw.randint(1, 8), draw.uniform(0, 0.1))] += 1
        assert not all(json.loads(path.read_text())["completed"] for path in spool_of(killed).glob("partitions/*"))
        double.budget += 1_000
        assert _night(killed.warehouse, double.url, 20) == "complete"
    assert min(ends["works from the API"], ends["pages staged"]) >= 4, ends
    assert works_staged(calm) == works_staged(killed) == ids(works)
    assert raw_rows(calm) == raw_rows(killed)
    assert sum(rows.total() for rows in raw_rows(killed).values()) > 50_000
