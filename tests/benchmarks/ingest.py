"""How far staging is from the floor: `python tests/benchmarks/ingest.py [--works 50000] [--file WORKS.jsonl.gz]`.

Side by side in one run, each in processes of its own: the *floor* decompresses every line and scans its JSON for one
field, which no reader of works can do without; *trusting* does what staging does without looking for bad lines:
no UTF-8 check, no line numbers and offsets, no quarantine; *staging* goes from the same file to raw shards; *columns*
does so from the same works as Parquet. Without --file the works are SYNTHETIC. CPU seconds are those of all threads
from the moment the libraries are loaded; of several rounds the quickest counts.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from isal import igzip
from realistic_columns import write_columns
from realistic_works import write_works

_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


class _Scanned(msgspec.Struct):
    """The one field that the floor looks for; all others are scanned and skipped."""

    id: str


def floor(file: Path) -> int:
    """Decompress and scan ``file``; gives its works."""
    decoder = msgspec.json.Decoder(_Scanned)
    return sum(1 for line in _lines(file) if decoder.decode(line).id)


def _lines(file: Path) -> Iterator[bytes]:
    with igzip.open(file, "rb") as lines:  # type: ignore[no-untyped-call]
        yield from lines


def trusting(file: Path) -> int:
    """Stage ``file`` as if every line were known to be good; gives its works."""
    from analytics.openalex.decode import _decoder
    from analytics.openalex.reading import _no_search_for_cycles
    from analytics.openalex.shard_files import ShardFiles

    works = 0
    with TemporaryDirectory(dir=file.parent) as folder, _no_search_for_cycles(), ShardFiles(Path(folder), "p") as out:
        for line in _lines(file):
            works += 1
            out.add(works, _decoder.decode(line), len(line))
    return works


def staging(file: Path) -> int:
    """Stage ``file`` into a warehouse that is dropped afterwards; gives its works."""
    from analytics.openalex.contents import Works
    from analytics.openalex.parts import PartOrigin, stage_part
    from analytics.settings import Settings

    with TemporaryDirectory(dir=file.parent) as warehouse:
        return stage_part(Settings(warehouse=Path(warehouse)), file, PartOrigin("files", file.name), Works()).records


def columns(file: Path) -> int:
    """Stage the Parquet form of ``file``, which lies beside it."""
    return staging(file.with_suffix(".parquet"))


def sizes(file: Path) -> int:
    """Print how large the records of ``file`` are; gives their number."""
    found = sorted(len(line) for line in _lines(file))
    shares = {share: found[min(len(found) - 1, int(len(found) * share))] for share in (0.1, 0.5, 0.9, 0.99)}
    said = ", ".join(f"{share:.0%} {size / 1000:,.1f}" for share, size in shares.items())
    print(f"{len(found):,} works, {file.stat().st_size / len(found):,.0f} bytes each in gz; quantiles in kB: {said}")
    return len(found)


LANES: dict[str, Callable[[Path], int]] = {
    "floor": floor,
    "trusting": trusting,
    "staging": staging,
    "columns": columns,
}


def measure(lane: str, file: Path) -> dict[str, float]:
    """Run one lane here: works, CPU seconds, seconds by the clock, and peak memory in bytes."""
    _load_libraries()
    begun, used = time.monotonic(), _cpu()
    works = LANES[lane](file)
    return {"works": works, "cpu": _cpu() - used, "clock": time.monotonic() - begun, "peak": _peak()}


def _load_libraries() -> None:
    """Import what staging uses: half a second that a run of any size takes once."""
    import pyarrow as pa

    import analytics.openalex.parts

    assert analytics.openalex.parts.__name__
    pa.array([1])  # which imports more


def _peak() -> int:
    """Of this process, or of the largest of its children; ru_maxrss of this one would be its parent's at the fork."""
    own = _PEAK.search(Path("/proc/self/status").read_text(encoding="ascii"))
    return 1024 * max(int(own[1]) if own else 0, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def _cpu() -> float:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def measured(lane: str, file: Path, rounds: int) -> dict[str, float]:
    """The quickest of some child processes that each run one lane."""
    command = [sys.executable, __file__, "--lane", lane, "--file", str(file)]
    runs = [json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout) for _ in range(rounds)]
    return min(runs, key=lambda run: float(run["cpu"]))


def compare(file: Path, rounds: int) -> None:
    """Print a row per lane."""
    sizes(file)
    print(f"{'lane':9} {'works':>9} {'CPU s':>8} {'works/CPU s':>12} {'× floor':>8} {'clock s':>8} {'peak MB':>8}")
    least = 0.0
    for lane in LANES:
        run = measured(lane, file, rounds)
        least = least or run["cpu"]
        speed, ratio, peak = run["works"] / run["cpu"], run["cpu"] / least, run["peak"] / 1e6
        print(
            f"{lane:9} {run['works']:9,} {run['cpu']:8.2f} {speed:12,.0f} {ratio:8.2f} {run['clock']:8.2f} {peak:8,.0f}"
        )


def main() -> None:
    """Read the command line, and write the works where none are given."""
    parser = argparse.ArgumentParser(prog="ingest.py", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--works", type=int, default=50_000, help="SYNTHETIC works to write, at least 1,000")
    parser.add_argument("--file", type=Path, help="works of your own, JSON lines in gz")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--lane", choices=LANES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.lane:
        print(json.dumps(measure(given.lane, given.file)))
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "SYNTHETIC-works.gz"
        if given.file:
            file.symlink_to(given.file.resolve())
        else:
            write_works(file, max(given.works, 1000))
        write_columns(file, file.with_suffix(".parquet"))
        compare(file, given.rounds)


if __name__ == "__main__":
    main()
