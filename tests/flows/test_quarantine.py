"""What `aperture quarantine` shows, and what it refuses; raw bytes never reach the screen."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from program import command_line
from quarantined_part import BAD, Taken, source, take_in

from analytics import errors
from flows.cli import run
from flows.errors import OutputNotWritable, UnknownLine, UnknownPart


@pytest.fixture
def taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Taken:
    made = take_in(tmp_path)
    capsys.readouterr()
    return made


def test_an_empty_quarantine_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["quarantine", "--warehouse", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "Nothing is in quarantine.\n"


def test_parts_are_listed_with_source_number_and_commonest_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = b'{"id": "https://openalex.org/W99", "publ'
    taken = take_in(tmp_path, source() + cut + b"\n" + cut[:-2] + b"\n")
    capsys.readouterr()
    assert taken.run("quarantine") == 0
    header, row = capsys.readouterr().out.splitlines()
    assert header.split("  ")[0] == "part"
    assert [cell.strip() for cell in row.split("  ") if cell.strip()] == [
        *(taken.part_id, "SYNTHETIC works.jsonl", "5", "Input data was truncated")
    ]


def test_whole_files_without_works_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prose = tmp_path / "prose\x1b[2J.txt"
    prose.write_bytes(b"no works\n")
    run(["ingest", "files", str(prose), "--warehouse", str(tmp_path / "w")])
    capsys.readouterr()
    assert run(["quarantine", "--warehouse", str(tmp_path / "w")]) == 0
    printed = capsys.readouterr().out
    assert "-prose?[2J.txt" in printed
    assert printed.rstrip().endswith(" 9")
    name = next((tmp_path / "w" / "quarantine").iterdir()).name
    assert run(["quarantine", "retry", name[:16], "--warehouse", str(tmp_path / "w")]) == UnknownPart.exit_code
    assert "a whole file set aside" in capsys.readouterr().err


def test_show_tells_place_and_reason_and_nothing_of_the_record(
    taken: Taken, capsys: pytest.CaptureFixture[str]
) -> None:
    assert taken.run("quarantine", "show", taken.part_id[:6]) == 0
    printed = capsys.readouterr().out
    shown = {}
    for row in printed.splitlines()[2:]:
        line, offset, size, *_ = row.replace(",", "").split()
        shown[int(line)] = source()[int(offset) : int(offset) + int(size)]
    assert shown == BAD
    assert "Expected `str | null`, got `int` - at `$.title`" in printed
    assert "W999" not in printed
    assert printed.replace("\n", "").isprintable()


def test_the_raw_bytes_of_one_record_or_of_all_go_to_a_new_file(taken: Taken, tmp_path: Path) -> None:
    one, every = tmp_path / "one", tmp_path / "all"
    assert taken.run("quarantine", "show", taken.part_id, "--line", "31", "--out", one) == 0
    assert taken.run("quarantine", "show", taken.part_id, "--out", every) == 0
    assert one.read_bytes() == BAD[31]
    assert every.read_bytes() == b"".join(bad + b"\n" for bad in BAD.values())


def test_the_raw_bytes_are_whole_where_the_reader_of_the_table_has_gone(taken: Taken, tmp_path: Path) -> None:
    gone, pipe = os.pipe()
    os.close(gone)
    words = ["quarantine", "show", taken.part_id, "--out", tmp_path / "all", "--warehouse", taken.warehouse]
    subprocess.run(command_line(words), stdout=pipe, check=False, timeout=60)
    os.close(pipe)
    assert (tmp_path / "all").read_bytes().splitlines() == list(BAD.values())


def test_a_file_is_never_written_over(taken: Taken, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = tmp_path / "mended"
    there.write_bytes(b"mine")
    for out in (there, tmp_path, tmp_path / "absent" / "out", there / "below"):
        assert taken.run("quarantine", "show", taken.part_id, "--out", out) == OutputNotWritable.exit_code
        said = capsys.readouterr().err
        assert str(out) in said
        assert said.count("\n") == 1
    assert there.read_bytes() == b"mine"


@pytest.mark.parametrize("command", ["show", "retry"])
@pytest.mark.parametrize("part", ["nosuchpart", "", "../raw", "\x1b[2J"])
def test_an_unknown_part_is_one_sentence(
    taken: Taken, command: str, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert taken.run("quarantine", command, part) == UnknownPart.exit_code
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.strip().isprintable()


@pytest.mark.parametrize("command", ["show", "retry"])
def test_an_unknown_line_is_one_sentence(taken: Taken, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    for line in ("12", "0", "-1", "99999999999999999999999"):
        assert taken.run("quarantine", command, taken.part_id, "--line", line) == UnknownLine.exit_code
        assert f"no bad record on line {line}" in capsys.readouterr().err


def test_a_quarantine_file_that_was_damaged_is_one_sentence(taken: Taken, capsys: pytest.CaptureFixture[str]) -> None:
    (taken.warehouse / "raw" / taken.part_id / "raw_quarantine.parquet").write_bytes(b"PAR1 no more")
    for words in (["quarantine"], ["quarantine", "show", taken.part_id], ["quarantine", "retry", taken.part_id]):
        assert taken.run(*words) == errors.StateDamaged.exit_code
        assert capsys.readouterr().err.count("\n") == 1
