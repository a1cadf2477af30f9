"""A real Prefect server and a real schedule: the pins of stack are right only while these pass."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from program import Aperture, command_line

from analytics.sample import write_sample
from analytics.settings import REPOSITORY, Settings
from analytics.warehouse.published import open_published

PASSWORD = "aperture:of-this-test"  # noqa: S105 - protects a server that lives for some seconds
BOUND_SECONDS = 120


@dataclass
class Scheduled:
    """A running `aperture schedule`: its process, and the server it started for itself."""

    process: subprocess.Popen[str]
    url: str
    server_id: int

    def ask(self, path: str, **body: Any) -> Any:
        token = base64.b64encode(PASSWORD.encode()).decode()
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {token}"}
        request = urllib.request.Request(f"{self.url}/api/{path}", json.dumps(body).encode(), headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own server
            return json.load(answer)

    def runs(self, state: str) -> list[dict[str, Any]]:
        return self.ask("flow_runs/filter", flow_runs={"state": {"type": {"any_": [state]}}})


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_served_schedule_plans_runs_and_a_run_publishes_a_warehouse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", PASSWORD)
    configure(tmp_path, Path("sample"))
    write_sample(tmp_path / "sample", works=1000)

    with schedule(tmp_path, "--cron", "0 3 * * *") as scheduled:
        planned = wait_for(lambda: [run for run in scheduled.runs("SCHEDULED") if run["auto_scheduled"]])
        assert all(" 03:00" in run["expected_start_time"].replace("T", " ") for run in planned)
        run = scheduled.ask(f"deployments/{planned[0]['deployment_id']}/create_flow_run", state={"type": "SCHEDULED"})
        ended = wait_for(lambda: scheduled.runs("COMPLETED") + scheduled.runs("FAILED"))
        assert [(one["id"], one["state_type"]) for one in ended] == [(run["id"], "COMPLETED")]

    assert scheduled.process.returncode == 0
    with pytest.raises(ProcessLookupError):
        os.kill(scheduled.server_id, 0)
    with open_published(Settings(warehouse=tmp_path / "warehouse")) as published:
        assert published.rows("select is_synthetic, source_kinds from out_run") == [
            {"is_synthetic": True, "source_kinds": "snapshot"}
        ]
    logs = [tmp_path / "out.txt", *(tmp_path / "warehouse" / "prefect").rglob("*.log")]
    assert len(logs) >= 2
    assert not any(PASSWORD in log.read_text(encoding="utf-8") for log in logs)


@pytest.mark.slow
def test_a_mistake_of_the_user_ends_a_night_at_once_with_one_sentence(tmp_path: Path, aperture: Aperture) -> None:
    configure(tmp_path, Path("absent"))
    done = aperture("schedule", "--once")
    assert done.returncode == 10
    assert "absent" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stdout + done.stderr
    assert "etry" not in done.stdout + done.stderr
    assert not (tmp_path / "warehouse" / "current.duckdb").exists()


def configure(folder: Path, snapshot: Path) -> None:
    synthetic = REPOSITORY / "data" / "synthetic"
    text = f'warehouse = "warehouse"\nsnapshot = "{snapshot}"\nreference = ["{synthetic}"]\n'
    (folder / "aperture.toml").write_text(text, encoding="utf-8")


@contextmanager
def schedule(folder: Path, *words: str) -> Iterator[Scheduled]:
    """Serve the schedule in ``folder``; ends it by SIGTERM as a service manager would."""
    out = folder / "out.txt"
    with out.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            command_line(["schedule", *words]), cwd=folder, stdout=stream, stderr=stream, text=True
        )
    try:
        said = wait_for(
            lambda: re.search(r"server on (http://127\.0\.0\.1:\d+) \(process (\d+)", out.read_text("utf-8")),
            process,
        )
        yield Scheduled(process, said[1], int(said[2]))
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def wait_for(look: Callable[[], Any], process: subprocess.Popen[str] | None = None) -> Any:
    """What ``look`` gives once it gives something, within the bound."""
    until = time.monotonic() + BOUND_SECONDS
    while time.monotonic() < until:
        if found := look():
            return found
        assert process is None or process.poll() is None, "the schedule ended before it served"
        time.sleep(0.5)
    raise AssertionError(f"nothing within {BOUND_SECONDS} seconds")
