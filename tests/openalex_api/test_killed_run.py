"""kill -9 in the middle, several times: the run that ends has the same works as one nobody touched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from api_spool import ids, page_files, spool_of, works_listed
from double import OpenAlexDouble, corpus

from analytics.openalex.api.ingest import download
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
        for pages in (1, 12, 25):
            _run_and_kill(settings, double.url, pages)
        assert 25 <= len(page_files(settings)) < 45
        assert download(settings, silent, calendar.clock) is None
        # What was under way at a kill is the most that can be paid for twice: one page a stream.
        assert len(page_files(settings)) <= double.used <= len(page_files(settings)) + 3 * 3
    assert works_listed(settings) == ids(works)
