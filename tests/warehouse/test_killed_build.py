"""A build killed without a chance to tidy up: the published build stays, and the next build works."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analytics.layout import builds, current
from analytics.settings import REPOSITORY, Settings
from analytics.warehouse.build import build
from analytics.warehouse.published import open_published

# Dies at a step of the build, some milliseconds into it, or where the link would be switched.
DYING = """
import os, signal, sys, threading
from pathlib import Path
from analytics.settings import Settings
from analytics.warehouse.build import build

step, delay = sys.argv[2], float(sys.argv[3])
die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)

def progress(name, done, total):
    if step != "link" and done == int(step):
        threading.Timer(delay, die).start() if delay else die()

if step == "link":
    replace = Path.replace
    Path.replace = lambda old, new: die() if Path(new).name == "current.duckdb" else replace(old, new)
build(Settings.model_validate_json(sys.argv[1]), progress)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("step", "delay"), [("1", 0.0), ("23", 0.15), ("link", 0.0)])
def test_a_killed_build_changes_nothing_and_the_next_one_works(
    ingested: Callable[..., Settings], sample_warehouse: Settings, step: str, delay: float
) -> None:
    settings = ingested()
    published = builds(settings.warehouse) / current(sample_warehouse.warehouse).resolve().name
    published.parent.mkdir()
    shutil.copyfile(current(sample_warehouse.warehouse), published)
    current(settings.warehouse).symlink_to(published.relative_to(settings.warehouse))

    died = _die(settings, step, delay)

    assert died == -signal.SIGKILL
    assert current(settings.warehouse).resolve() == published
    complete = list(builds(settings.warehouse).glob("[0-9]*.duckdb"))
    assert len(complete) == (2 if step == "link" else 1)
    with open_published(settings) as reader, open_published(sample_warehouse) as original:
        assert reader.rows("from out_run") == original.rows("from out_run")
    report = build(settings)
    with open_published(settings) as reader:
        assert reader.path == report.path
        # A build killed before the link was switched lies among the others, and is no history all the same.
        assert reader.rows("select previous_run_id from out_change_run") == [{"previous_run_id": published.stem}]
    assert not list(builds(settings.warehouse).glob(".*")), "what the killed build left is gone"


def _die(settings: Settings, step: str, delay: float) -> int:
    given = json.dumps(settings.model_dump(mode="json"))
    command = [sys.executable, "-c", DYING, given, step, str(delay)]
    return subprocess.run(command, cwd=REPOSITORY, check=False, timeout=60).returncode


@pytest.mark.slow
def test_a_first_build_that_is_killed_publishes_nothing(ingested: Callable[..., Settings]) -> None:
    settings = ingested()
    assert _die(settings, "30", 0.0) == -signal.SIGKILL
    assert not Path(current(settings.warehouse)).exists()
