"""A whole run over a large snapshot: `python tests/benchmarks/snapshot_run.py [--works 1000000] [--file WORKS.gz]`.

The snapshot is made of 50,000 SYNTHETIC works, or those of --file, again and again: every part has the same works
under other bytes, so that each is read. Printed are the time by the clock, CPU seconds, and the peak memory of all
processes together, once for a tenth of the works and once for all of them: it must not grow.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import shutil
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from realistic_works import write_works

from analytics.openalex.snapshot import ingest_snapshot
from analytics.settings import Settings


def write_snapshot(folder: Path, part: Path, works: int, parts: int) -> None:
    """A snapshot of ``parts`` parts with the ``works`` works of ``part`` each."""
    home = folder / "data/jsonl/works"
    listed = []
    for number in range(parts):
        name = f"updated_date=2025-01-01/part_{number:04}.gz"
        file = home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("rb") as given, file.open("wb") as out:
            # An empty member in front, with a name as long as its number, makes other bytes of the same lines, and
            # another size: parts of one size are read one after the other, as they may be the same.
            gzip.GzipFile("x" * (number + 1), "wb", fileobj=out, mtime=0).close()
            shutil.copyfileobj(given, out)
        listed.append({"url": f"s3://openalex/{name}", "meta": {"record_count": works}})
    manifest = {"date": "2025-02-01", "format": "jsonl", "entity": "works", "files": listed}
    (home / "manifest.json").write_bytes(msgspec.json.encode(manifest))


class Memory:
    """The most that this process and its children have held together, looked at twenty times a second."""

    def __init__(self) -> None:
        self.peak, self._ended = 0, threading.Event()
        self._watch = threading.Thread(target=self._look)

    def __enter__(self) -> Memory:
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._ended.wait(0.05):
            self.peak = max(self.peak, sum(map(_held, _family())))


def _family() -> list[int]:
    me = Path("/proc/self").resolve().name
    tasks = Path(f"/proc/{me}/task")
    children = [int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()]
    return [int(me), *children]


def _held(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    rows = [line.split() for line in status.splitlines() if line.startswith("RssAnon")]
    return 1024 * int(rows[0][1]) if rows else 0


def run(part: Path, works: int, parts: int, threads: int) -> None:
    """Ingest one snapshot and print what it took."""
    with TemporaryDirectory(dir=part.parent) as folder:
        write_snapshot(Path(folder) / "snapshot", part, works, parts)
        settings = Settings(warehouse=Path(folder) / "warehouse", threads=threads)
        begun, used = time.monotonic(), _cpu()
        with Memory() as memory:
            report = ingest_snapshot(settings, Path(folder) / "snapshot")
        clock, cpu = time.monotonic() - begun, _cpu() - used
        report.raise_first_problem()
    print(
        f"{report.records:10,} works {parts:4} parts {clock:7.1f} s by the clock {cpu:7.1f} CPU s "
        f"{report.records / cpu:8,.0f} works/CPU s, peak memory of all processes {memory.peak / 1e6:6,.0f} MB"
    )


def _cpu() -> float:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def main() -> None:
    """Read the command line, and write the works where none are given."""
    parser = argparse.ArgumentParser(prog="snapshot_run.py", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--works", type=int, default=1_000_000, help="works in all, at least ten parts of --file")
    parser.add_argument("--file", type=Path, help="works of one part, JSON lines in gz")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    with TemporaryDirectory(dir=given.file.parent if given.file else None) as folder:
        part = Path(folder) / "SYNTHETIC-works.gz"
        if given.file:
            shutil.copyfile(given.file, part)
        else:
            write_works(part, 50_000)
        with gzip.open(part) as lines:
            works = sum(1 for _ in lines)
        parts = max(10, -(-given.works // works))
        for some in (parts // 10, parts):
            run(part, works, some, given.threads)


if __name__ == "__main__":
    main()
