"""Parts read by several processes at once: the same result in the same order, and no process outlives its run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from snapshots import part_name, write_snapshot
from works import line, raw_content

from analytics.openalex.report import IngestReport
from analytics.openalex.shards import parts
from analytics.openalex.snapshot import ingest_snapshot
from analytics.settings import Settings

INGEST = """
import sys
from pathlib import Path
from analytics.errors import ReaderEnded
from analytics.openalex.snapshot import ingest_snapshot
from analytics.settings import Settings
try:
    ingest_snapshot(Settings(warehouse=Path(sys.argv[1]), threads=2), sys.argv[2])
except ReaderEnded as error:
    sys.exit(f"told: {error}")
"""
WORKS, PARTS = 5000, 5


def large_lines(numbers: range) -> bytes:
    """Works with much that is not read, so that few of them are large."""
    return b"".join(line(number, not_read="x" * 1000) + b"\n" for number in numbers)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Parts large enough for processes; the last two hold the same bytes, the second a bad line."""
    contents = [large_lines(range(n * 6000, n * 6000 + WORKS + n)) for n in range(PARTS - 1)]
    contents[1] += b"bad\n"
    named = {part_name(day): content for day, content in enumerate([*contents, contents[-1]], start=1)}
    counts = {name: content.count(b"\n") for name, content in named.items()}
    assert sum(map(len, named.values())) > 32 << 20
    return write_snapshot(tmp_path_factory.mktemp("many"), named, counts)


@pytest.fixture(scope="module")
def one_by_one(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(warehouse=tmp_path_factory.mktemp("one") / "warehouse", threads=1)
    ingest_snapshot(settings, folder)
    return settings


def test_two_processes_give_what_one_gives_and_tell_how_far_they_are(
    settings: Settings, folder: Path, one_by_one: Settings
) -> None:
    told: list[tuple[str, int, int | None]] = []
    report = ingest_snapshot(settings, folder, lambda *at: told.append(at))
    assert report == IngestReport(PARTS - 1, 1, 4 * WORKS + 6, 1)
    assert told == [("ingest snapshot", done, PARTS) for done in range(1, PARTS + 1)]
    assert raw_content(settings.warehouse) == raw_content(one_by_one.warehouse)
    assert parts(settings.warehouse) == parts(one_by_one.warehouse)
    assert ingest_snapshot(settings, folder) == IngestReport(0, PARTS)


def test_problems_come_in_the_order_of_the_manifest(settings: Settings, tmp_path: Path) -> None:
    # The later a part is listed the smaller it is: as they are ready, they would come the other way round.
    small = {part_name(day): b"no work\n" * (7 - day) for day in range(1, 6)}
    large = {part_name(9): large_lines(range(20_000))}
    report = ingest_snapshot(settings, write_snapshot(tmp_path, small | large, {part_name(9): 20_000}))
    places = [str(problem).split("updated_date=")[1] for problem in report.problems]
    assert [place[:10] for place in places] == [f"2025-01-{day:02}" for day in range(1, 6)]


def begun(warehouse: Path, folder: Path) -> tuple[subprocess.Popen[str], list[int]]:
    """A run in the middle of its parts, and the ids of its own processes."""
    command = [sys.executable, "-c", INGEST, str(warehouse), str(folder)]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while len(list((warehouse / "raw").glob(".*"))) < 2:
        assert run.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return run, [pid for pid in children(run.pid) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def ended(pids: list[int]) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if not any(is_running(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_killed_run_takes_its_processes_with_it_and_the_next_one_makes_up_for_it(
    settings: Settings, folder: Path, one_by_one: Settings
) -> None:
    run, own = begun(settings.warehouse, folder)
    with run:
        assert len(own) == 2
        run.kill()
    assert ended(own)
    assert ingest_snapshot(settings, folder).problems == ()
    assert raw_content(settings.warehouse) == raw_content(one_by_one.warehouse)
    assert not list((settings.warehouse / "raw").glob(".*"))


def test_a_process_ended_from_outside_is_told_in_one_sentence(
    settings: Settings, folder: Path, one_by_one: Settings
) -> None:
    run, own = begun(settings.warehouse, folder)
    with run:
        os.kill(own[0], signal.SIGKILL)
        _, said = run.communicate(timeout=60)
    assert run.returncode == 1
    assert said.startswith("told: A process that read the snapshot was ended from outside")
    assert "Traceback" not in said
    assert ended(own)
    ingest_snapshot(settings, folder)
    assert raw_content(settings.warehouse) == raw_content(one_by_one.warehouse)
