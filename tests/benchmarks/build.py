"""What a build costs and how it grows: `python tests/benchmarks/build.py [--works 100000 1000000]`.

Every size is made once (SYNTHETIC works of the sample, under --folder, kept there), ingested, and built in a process of
its own: seconds by the clock, CPU seconds of all threads, peak memory of the process, size of the file. Then seconds a
step at the smallest and the largest size, with the exponent of growth: 1 is linear. Last, on the largest, two
indicators in DuckDB beside pandas doing the same columns (pandas comes with the extra `spark`).
"""

from __future__ import annotations

import argparse
import json
import math
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from analytics.openalex.snapshot import ingest_snapshot
from analytics.sample import write_sample
from analytics.settings import REPOSITORY, Settings
from analytics.warehouse.build import build

_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
SHOWN_FROM = 0.5  # seconds at the largest size; what is quicker is summed up


def settings_of(folder: Path, memory_limit: str) -> Settings:
    """Settings of the warehouse below ``folder``."""
    return Settings(
        warehouse=folder / "warehouse",
        reference=[REPOSITORY / "data" / "synthetic"],
        as_of=date(2026, 6, 30),
        citation_reference="corpus",
        memory_limit=memory_limit,
        threads=2,
        keep_builds=1,
    )


def prepare(folder: Path, works: int, settings: Settings) -> None:
    """Write and ingest ``works`` SYNTHETIC works, unless a run before has done so."""
    done = folder / "ingested"
    if not done.exists():
        started = time.monotonic()
        write_sample(folder / "sample", works=works)
        written = time.monotonic()
        ingest_snapshot(settings, folder / "sample").raise_first_problem()
        print(f"{works:,} works written in {written - started:.0f} s, ingested in {time.monotonic() - written:.0f} s")
        done.touch()


def measure(settings: Settings) -> dict[str, Any]:
    """One build in this process."""
    before, started = _cpu(), time.monotonic()
    report = build(settings)
    clock, cpu = time.monotonic() - started, _cpu() - before
    found = _PEAK.search(Path("/proc/self/status").read_text(encoding="ascii"))
    return {
        "clock": clock,
        "cpu": cpu,
        "peak": 1024 * int(found[1]) if found else 0,
        "file": report.path.stat().st_size,
        "steps": report.seconds_by_step | {"audit": report.seconds_to_check},
        "rows": report.tables,
    }


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def measured(folder: Path, memory_limit: str) -> dict[str, Any]:
    """One build in a process of its own."""
    command = [sys.executable, __file__, "--one", str(folder), "--memory-limit", memory_limit]
    run: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return run


def print_builds(runs: dict[int, dict[str, Any]]) -> None:
    """A row per size."""
    print(f"\n{'works':>10} {'clock s':>8} {'CPU s':>8} {'peak MB':>8} {'file MB':>8} {'rows':>12}")
    for works, run in runs.items():
        sizes = f"{run['peak'] / 1e6:8,.0f} {run['file'] / 1e6:8,.0f} {sum(run['rows'].values()):12,}"
        print(f"{works:10,} {run['clock']:8.1f} {run['cpu']:8.1f} {sizes}")


def print_steps(small: int, large: int, runs: dict[int, dict[str, Any]]) -> None:
    """Seconds of every step at two sizes and the exponent of growth; steps that are quick are summed up by layer."""
    seconds: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    rows: dict[str, int] = {}
    for step, taken in runs[large]["steps"].items():
        name = step if taken >= SHOWN_FROM else f"other {step.split('_')[0]}_*"
        seconds[name][0] += runs[small]["steps"][step]
        seconds[name][1] += taken
        rows[name] = rows.get(name, 0) + runs[large]["rows"].get(step, 0)
    print(f"\n{'step':28} {small:>12,} {large:>12,} {'exponent':>9} {'rows':>12}")
    for name, (few, many) in sorted(seconds.items(), key=lambda pair: -pair[1][1]):
        exponent = math.log(many / few) / math.log(large / small)
        print(f"{name:28} {few:10.2f} s {many:10.2f} s {exponent:9.2f} {rows[name]:12,}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--works", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, default=Path("data/warehouse/benchmark"))
    parser.add_argument("--memory-limit", default="1GB")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(settings_of(given.one, given.memory_limit))))
        return
    runs: dict[int, dict[str, Any]] = {}
    for works in sorted(given.works):
        folder = given.folder / str(works)
        prepare(folder, works, settings_of(folder, given.memory_limit))
        runs[works] = measured(folder, given.memory_limit)
    print_builds(runs)
    if len(runs) > 1:
        print_steps(min(runs), max(runs), runs)
    from build_in_pandas import compare

    compare(settings_of(given.folder / str(max(runs)), "4GB"))


if __name__ == "__main__":
    main()
