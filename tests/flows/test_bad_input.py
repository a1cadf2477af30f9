"""What a user can get wrong: one sentence, an exit code of its own, and what is published stays untouched."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from analytics import errors
from analytics.sample import write_sample
from flows.cli import run


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One whole part of works, gz."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder, works=1000)
    return max((folder / "data" / "jsonl" / "works").rglob("*.gz"), key=lambda file: file.stat().st_size)


@pytest.fixture(scope="module")
def published(part: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    warehouse = tmp_path_factory.mktemp("warehouse")
    assert run(["ingest", "files", str(part), "--warehouse", str(warehouse)]) == 0
    assert run(["build", "--warehouse", str(warehouse)]) == 0
    return warehouse


def absent(folder: Path, _part: Path) -> Path:
    return folder / "absent.jsonl"


def empty(folder: Path, _part: Path) -> Path:
    return written(folder / "empty.jsonl", b"")


def prose(folder: Path, _part: Path) -> Path:
    return written(folder / "prose.txt", b"Dear colleague,\nplease find the works attached.\n")


def other_json(folder: Path, _part: Path) -> Path:
    return written(folder / "other.jsonl", b'{"a": 1}\n{"b": [2]}\n')


def cut(folder: Path, part: Path) -> Path:
    whole = part.read_bytes()
    return written(folder / "cut.jsonl.gz", whole[: len(whole) // 2])


def half_bad(folder: Path, part: Path) -> Path:
    lines = gzip.decompress(part.read_bytes()).splitlines(keepends=True)[:20]
    return written(folder / "half.jsonl", b"".join([*lines, *[b'{"id": \n'] * 20]))


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (absent, errors.PathNotFound),
        (empty, errors.EmptyFile),
        (prose, errors.NotWorks),
        (other_json, errors.NotWorks),
        (cut, errors.TruncatedFile),
        (half_bad, errors.TooManyBadLines),
    ],
)
def test_a_bad_file_is_one_sentence_and_leaves_the_published_build(
    make: Callable[[Path, Path], Path],
    error: type[errors.ApertureError],
    part: Path,
    published: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    link = published / "current.duckdb"
    before = (link.resolve(), link.stat().st_mtime_ns, link.stat().st_size)
    bad = make(tmp_path, part)
    assert run(["ingest", "files", str(bad), "--warehouse", str(published)]) == error.exit_code
    said = capfd.readouterr().err.splitlines()[-1]
    assert bad.name in said
    assert said.endswith(".")
    assert (link.resolve(), link.stat().st_mtime_ns, link.stat().st_size) == before


def test_a_warehouse_that_cannot_be_written_is_one_sentence(
    part: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    for line in (["ingest", "files", str(part)], ["build"], ["demo", "--works", "1000"]):
        warehouse = str(tmp_path / "file" / "warehouse")
        assert run([*line, "--warehouse", warehouse]) == errors.WarehouseNotWritable.exit_code, line
        assert warehouse in capfd.readouterr().err.splitlines()[-1]


def test_a_warehouse_of_a_newer_version_is_neither_read_nor_written(
    part: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "format").write_text("999\n", encoding="utf-8")
    for line in (["ingest", "files", str(part)], ["build"], ["status"], ["check"], ["report", "I1"]):
        assert run([*line, "--warehouse", str(tmp_path)]) == errors.WarehouseTooNew.exit_code, line
        assert "update Aperture" in capfd.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["format"]


def test_a_build_of_nothing_is_one_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--warehouse", str(tmp_path)]) == errors.NothingIngested.exit_code
    assert capfd.readouterr().err.count("\n") == 1
