"""How close to the permitted rate, at what CPU: our API client and pyalex, side by side against the local double.

Run it with `python tests/benchmarks/api.py [--pages N]`. Both read the same SYNTHETIC works (realistic records of the
sample) from a double in a process of its own, at 0.3 s latency with ten streams over thirty partitions. The
rate is counted where requests arrive, between the first and the last; the CPU is that of this process alone.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyalex

from analytics.openalex.api.clock import Clock
from analytics.openalex.api.ingest import download
from analytics.openalex.api.query import SELECT
from analytics.openalex.double import Fault, OpenAlexDouble
from analytics.openalex.double.replies import Replies
from analytics.progress import silent
from analytics.settings import ApiSettings, Settings
from flows.commands.double import sample_records

LATENCY, STREAMS, PERMITTED = 0.3, 10, 30.0
FIRST_YEAR, YEARS = 1996, 30
PYALEX_YEARS = 10  # some hundred requests are enough to see its rate


@dataclass(frozen=True)
class Figures:
    """What one client reached: requests, requests a second, and the share of a core it used meanwhile."""

    client: str
    requests: int
    rate: float
    core: float


class Remembered(Replies):
    """Answers made once: on a small machine, making them would take the clients' time."""

    def __init__(self, double: OpenAlexDouble) -> None:
        super().__init__(double)
        self._made: dict[str, Fault] = {}

    def reply(self, address: str, key: str) -> Fault:
        """The answer to GET ``address``, from the second time on as it was."""
        if address not in self._made:
            self._made[address] = super().reply(address, key)
        return self._made[address]


def serve(pipe: Connection, pages: int) -> None:
    """The double, in a process of its own; told what to do through ``pipe``."""
    sys.setswitchinterval(0.0005)  # ten threads of one process: none of them may hold an answer back for long
    works = [
        work | {"publication_year": FIRST_YEAR + number % YEARS}
        for number, work in enumerate(sample_records(YEARS * (pages * 100 - 5))["works"])
    ]
    with OpenAlexDouble(works) as double:
        double.replies = Remembered(double)
        pipe.send(double.url)
        while pipe.recv() == "times":
            pipe.send([when for when, _, _ in double.requests])
            double.requests.clear()
            double.latency = LATENCY  # the first round only warms up


def measured(client: str, read: Callable[[], None], pipe: Connection) -> Figures:
    """Let ``read`` run and say what it took."""
    wall, cpu = time.monotonic(), time.process_time()
    read()
    share = (time.process_time() - cpu) / (time.monotonic() - wall)
    pipe.send("times")
    times = pipe.recv()
    return Figures(client, len(times), (len(times) - 1) / (times[-1] - times[0]), share)


def read_with_aperture(url: str, pages: int, rate: float = PERMITTED) -> None:
    """Spool every page of all years, as `aperture ingest api` does."""
    last_year = FIRST_YEAR + YEARS - 1
    api = ApiSettings(
        base_url=url,
        types=[],
        first_year=FIRST_YEAR,
        last_year=last_year,
        streams=STREAMS,
        requests_per_second=rate,
        credits_per_day=10 * pages * YEARS,
    )
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(warehouse=Path(folder), api=api)
        problem = download(settings, silent, Clock(sleep=asyncio.sleep))
    if problem:
        raise problem


def read_with_pyalex(url: str) -> None:
    """The same question from ten threads; pyalex has no limiter of its own, so it goes as fast as it can."""

    class Works(pyalex.Works):  # type: ignore[misc]
        def _get_from_url(self, address: str, session: Any = None) -> Any:
            # Its own setting for the address is not used for works.
            return super()._get_from_url(address.replace("https://api.openalex.org", url), session)

    def stream(number: int) -> int:
        query = Works().filter(publication_year=FIRST_YEAR + number).select(SELECT.split(","))
        return sum(len(page) for page in query.paginate(per_page=100, n_max=None))

    with ThreadPoolExecutor(STREAMS) as pool:
        list(pool.map(stream, range(PYALEX_YEARS)))


def warm_up(url: str, pages: int) -> None:
    """Let the double make every answer once, as fast as it can."""
    read_with_aperture(url, pages, 1000)
    read_with_pyalex(url)


def main() -> None:
    """Print both rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=10, help="pages a partition")
    pages = parser.parse_args().pages
    here, there = multiprocessing.get_context("spawn").Pipe()
    child = multiprocessing.get_context("spawn").Process(target=serve, args=(there, pages), daemon=True)
    child.start()
    url = here.recv()
    measured("warm-up", lambda: warm_up(url, pages), here)
    ours = measured("aperture", lambda: read_with_aperture(url, pages), here)
    theirs = measured("pyalex", lambda: read_with_pyalex(url), here)
    here.send("end")
    child.join(10)
    print(f"{STREAMS} streams, {LATENCY} s latency, {PERMITTED:g} requests/s permitted")
    print("client    requests  requests/s  of permitted  of a core")
    for row in (ours, theirs):
        print(f"{row.client:<8}  {row.requests:>8}  {row.rate:>10.1f}  {row.rate / PERMITTED:>12.0%}  {row.core:>9.0%}")
    print(f"aperture / pyalex: {ours.rate / theirs.rate:.2f} × the rate, {ours.core / theirs.core:.2f} × the core")


if __name__ == "__main__":
    main()
