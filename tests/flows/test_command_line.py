from __future__ import annotations

import inspect
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cyclopts import App

from analytics.errors import ApertureError
from flows import cli, errors
from flows.cli import app, run

COMMANDS = {
    *("profile", "taxonomy", "tagger"),
    *("demo", "build", "nightly", "check", "ingest", "report"),
    *("dashboard", "schedule", "tables", "status", "doctor", "double", "quarantine", "lists", "dispute"),
}
SUBCOMMANDS = {
    *("files", "snapshot", "api", "show", "retry", "review", "add", "diff"),
    *("train", "evaluate", "score", "explain"),
}


def commands(group: App = app) -> Iterator[tuple[str, App]]:
    for name in group:
        if not name.startswith("-"):
            yield name, group[name]
            yield from commands(group[name])


def one_sentence(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr().err
    assert captured.count("\n") == 1
    assert "Traceback" not in captured
    return captured.strip()


def test_every_command_that_was_promised_exists() -> None:
    names = {name for name, _ in commands()}
    assert names == COMMANDS | SUBCOMMANDS


def test_every_command_takes_a_warehouse_and_a_configuration_file() -> None:
    for name, command in commands():
        if command.default_command is not None:
            taken = inspect.signature(command.default_command).parameters
            assert {"warehouse", "config"} <= set(taken), name


def test_every_command_says_in_the_help_what_it_does() -> None:
    assert [name for name, command in commands() if not command.help] == []


@pytest.mark.parametrize(
    "line",
    [
        ["ingest", "files"],
        ["nosuchcommand"],
        ["dashboard", "--port", "eighty"],
        ["build", "--nosuchoption"],
        ["report"],
        ["demo", "--works", "3"],
    ],
)
def test_a_wrong_command_line_is_one_sentence_and_exit_code_2(
    line: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(line) == 2
    assert one_sentence(capsys).endswith("See 'aperture --help'.")


def test_nothing_published_is_one_sentence_with_its_own_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for line in (["status"], ["tables"], ["check"], ["report", "I1"], ["dashboard"]):
        assert run([*line, "--warehouse", str(tmp_path)]) == 18, line
        assert "no published build" in one_sentence(capsys)


def test_a_configuration_file_that_is_absent_or_wrong_has_its_own_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("small_cell = 'five'", encoding="utf-8")
    assert run(["status", "--config", str(tmp_path / "absent.toml")]) == 10
    assert "absent.toml does not exist" in one_sentence(capsys)
    assert run(["status", "--config", str(wrong)]) == 3
    assert "small_cell" in one_sentence(capsys)


def test_a_path_that_does_not_exist_has_its_own_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ingest", "files", str(tmp_path / "absent.jsonl"), "--warehouse", str(tmp_path / "w")]) == 10
    assert "absent.jsonl" in capsys.readouterr().err


def test_a_night_without_any_source_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for line in (["nightly"], ["schedule"]):
        assert run([*line, "--warehouse", str(tmp_path)]) == 3
        assert one_sentence(capsys).startswith("No source is configured")


def test_a_taken_port_is_a_sentence_that_names_the_way_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert run(["dashboard", "--port", port, "--warehouse", str(tmp_path)]) == errors.PortTaken.exit_code
    assert "--port" in one_sentence(capsys)


def test_an_interrupted_command_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    other = App(suppress_keyboard_interrupt=False, result_action="return_value")
    other.command(interrupted)
    monkeypatch.setattr(cli, "app", other)
    assert run(["interrupted"]) == 130
    assert one_sentence(capsys) == "Interrupted."


def test_errors_have_exit_codes_of_their_own() -> None:
    classes = [c for c in ApertureError.__subclasses__() if c.__module__.startswith(("analytics", "flows"))]
    codes = [c.exit_code for c in classes]
    assert len(set(codes)) == len(codes)
    assert {errors.UnknownTable, errors.PortTaken, errors.SchedulerUnavailable} <= set(classes)
    assert {1, cli.USAGE_ERROR, cli.INTERRUPTED}.isdisjoint(codes)


def test_help_loads_none_of_the_heavy_libraries() -> None:
    program = "import sys; from flows.cli import run; run(['--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "flows.commands.demo" in loaded
    assert loaded.isdisjoint({"dash", "duckdb", "matplotlib", "plotly", "polars", "prefect", "pydantic"})
