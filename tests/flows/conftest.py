from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from program import Aperture, command_line

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("APERTURE_", "PREFECT_"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def aperture(tmp_path: Path) -> Aperture:
    """Run the program as a process in an empty folder; its output is a pipe, not a terminal."""

    def call(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command_line(words), cwd=tmp_path, capture_output=True, text=True, timeout=250)

    return call


@pytest.fixture(autouse=True)
def importable_from_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
