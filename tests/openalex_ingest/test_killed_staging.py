"""A run killed anywhere leaves no half part, and the next one makes up for it."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
from works import json_lines, raw_content

from analytics.openalex.files import ingest_files
from analytics.openalex.shards import parts
from analytics.settings import Settings

INGEST = (
    "import sys; from pathlib import Path; from analytics.openalex.files import ingest_files; "
    "from analytics.settings import Settings\n"
    "print('begun', flush=True)\n"
    "ingest_files(Settings(warehouse=Path(sys.argv[1])), [Path(sys.argv[2])])"
)
# The system itself kills the child, in the middle of the first file that grows beyond 100 kB: the spooled copy.
LIMITED = (
    "import resource, signal; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); "
    "signal.signal(signal.SIGXFSZ, signal.SIG_DFL); resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
)
FILES, TRIES = 4, 5


def kill_after(seconds: float, warehouse: Path, folder: Path) -> bool:
    """True where the child was still at work when it was killed."""
    command = [sys.executable, "-c", INGEST, str(warehouse), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.readline()
        time.sleep(seconds)
        child.kill()
    return child.returncode == -9


def test_a_run_killed_in_the_middle_leaves_what_an_undisturbed_one_does(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(FILES):
        bad = b"bad\n" if number % 2 else b""
        (folder / f"{number}.jsonl").write_bytes(json_lines(*range(number * 2000, number * 2000 + 1500)) + bad)
    undisturbed = Settings(warehouse=tmp_path / "undisturbed")
    begun = time.monotonic()
    ingest_files(undisturbed, [folder])
    whole = time.monotonic() - begun
    expected = raw_content(undisturbed.warehouse)
    chance, killed = random.Random(2026), 0  # noqa: S311 - moments, not secrets
    for attempt in range(TRIES):
        settings = Settings(warehouse=tmp_path / f"killed{attempt}")
        for share in (chance.random(), chance.random() * 0.5):
            killed += kill_after(share * whole, settings.warehouse, folder)
            assert all(expected[name].equals(table) for name, table in complete(settings).items())
        ingest_files(settings, [folder])
        assert raw_content(settings.warehouse) == expected
        assert not list((settings.warehouse / "raw").glob(".*"))
        assert [part.records for part in parts(settings.warehouse)] == [1500] * FILES
        assert {file.read_bytes() for file in (settings.warehouse / "spool/files").glob("[!.]*")} == {
            file.read_bytes() for file in folder.iterdir()
        }
    assert killed >= TRIES / 2


def test_a_copy_cut_by_a_kill_is_not_taken_for_whole(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(json_lines(*range(500)))
    command = [sys.executable, "-c", LIMITED + INGEST, str(settings.warehouse), str(file)]
    assert subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == -signal.SIGXFSZ
    left = list((settings.warehouse / "spool/files").iterdir())
    assert [0 < copy.stat().st_size < file.stat().st_size for copy in left] == [True]
    assert ingest_files(settings, [file]).records == 500
    assert [copy.read_bytes() for copy in (settings.warehouse / "spool/files").iterdir()] == [file.read_bytes()]


def complete(settings: Settings) -> dict[str, pa.Table]:
    """The tables of the parts that a reader sees now; fails where there is a part without its record."""
    folders = {path.name for path in (settings.warehouse / "raw").glob("[!.]*")}
    assert folders == {part.part_id for part in parts(settings.warehouse)}
    return raw_content(settings.warehouse)
