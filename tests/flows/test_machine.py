from __future__ import annotations

from pathlib import Path

import pytest
from packaging.requirements import Requirement

from analytics.settings import REPOSITORY
from flows.cli import run
from flows.machine import Finding, compiled, examine, library, nearest, prefect_pin, program, writable


def test_this_environment_satisfies_the_pins_of_the_project(tmp_path: Path) -> None:
    findings = examine(tmp_path / "warehouse", REPOSITORY / "pyproject.toml")
    assert [finding for finding in findings if not finding.is_ok] == []
    assert not (tmp_path / "warehouse").exists()


def test_an_absent_library_says_how_to_get_it() -> None:
    finding = library(Requirement("nosuchlibrary==1"))
    assert not finding.is_ok
    assert "make .venv" in finding.mending


def test_a_library_of_the_wrong_version_names_the_one_that_is_installed() -> None:
    finding = library(Requirement("pytest==1.0"))
    assert not finding.is_there
    assert "is installed" in finding.mending


def test_a_pin_of_prefect_tells_its_reason() -> None:
    assert "scheduled runs are never created" in prefect_pin(Requirement("sqlalchemy<1")).mending


def test_a_library_that_does_not_load_is_missing() -> None:
    assert not compiled("nosuchmodule").is_there


def test_what_is_optional_does_not_count_against_a_machine() -> None:
    assert program("a browser", ("nosuchprogram",), "install it").is_ok
    assert not Finding("a library", is_there=False).is_ok


def test_a_warehouse_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not writable(tmp_path / "file" / "warehouse").is_there
    assert writable(tmp_path / "not" / "yet").is_there
    assert nearest(tmp_path / "not" / "yet") == tmp_path.resolve()


def test_the_doctor_fails_with_a_sentence_where_something_needed_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert run(["doctor", "--warehouse", str(tmp_path / "file" / "w")]) == 25
    captured = capsys.readouterr()
    assert captured.err.startswith("Missing on this machine: writable warehouse")
    assert "give yourself write permission" in captured.out
