from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# Prefect reads its settings when it is imported, so it is imported in a process of its own.
PREAMBLE = """
from prefect.states import Failed, Completed
from analytics.errors import ApiRefused, ApiUnavailable, BudgetSpent, PathNotFound
from flows.nightly import RETRY_DELAYS, ingest, is_passing, serve
def failed(error): return Failed(message=str(error), data=error)
"""


def say(program: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PREAMBLE + program], cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(autouse=True)
def prefect_in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))


def test_only_an_unreachable_api_is_tried_again(tmp_path: Path) -> None:
    program = """
errors = [ApiUnavailable("away"), ApiRefused("no"), BudgetSpent("spent"), PathNotFound("no"), KeyError("bug")]
print([type(e).__name__ for e in errors if is_passing(ingest, None, failed(e))])
print(is_passing(ingest, None, Completed(data=1)), ingest.retries == len(RETRY_DELAYS) > 0)
"""
    assert say(program, tmp_path).splitlines() == ["['ApiUnavailable']", "False True"]


def test_a_cron_that_is_none_is_refused_in_one_sentence(tmp_path: Path) -> None:
    program = """
from analytics.errors import ConfigurationError
try:
    serve("every night", {})
except ConfigurationError as error:
    print(error)
"""
    assert say(program, tmp_path) == "'every night' is not a cron schedule; an example: '0 3 * * *'."
