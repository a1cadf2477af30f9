"""The benchmarks of estimates, tags and builds still run, at a size that says nothing of speed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from analytics.settings import REPOSITORY

SMALL = {
    "bootstrap.py": ("50000", "times as long"),
    "network.py": ("2000", "null model"),
    "tagging.py": ("200", "works a second"),
    "build.py": ("--works 2000", "pandas"),
}


@pytest.mark.slow
@pytest.mark.parametrize("script", SMALL)
def test_a_benchmark_runs_and_says_what_it_measured(script: str, tmp_path: Path) -> None:
    given, said = SMALL[script]
    folder = ["--folder", str(tmp_path)] if script == "build.py" else []
    command = [sys.executable, str(REPOSITORY / "tests" / "benchmarks" / script), *given.split(), *folder]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, timeout=240, check=False)
    assert ran.returncode == 0, ran.stderr[-500:]
    assert said in ran.stdout
