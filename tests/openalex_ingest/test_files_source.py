"""`ingest files`: each mistake has its own sentence, and one bad file does not keep the others out."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from works import json_lines, work_ids

from analytics.errors import (
    ApertureError,
    EmptyFile,
    NotWorks,
    PathNotFound,
    WarehouseBusy,
    WarehouseNotWritable,
    WarehouseTooNew,
)
from analytics.layout import FORMAT_VERSION
from analytics.openalex.files import ingest_files
from analytics.openalex.report import IngestReport
from analytics.settings import Settings

NO_WORKS = {
    "empty": (b"", EmptyFile),
    "blank": (b" \n\t\r\n", EmptyFile),
    "large and blank": (b" " * (3 << 20), EmptyFile),
    "only a BOM": (b"\xef\xbb\xbf", EmptyFile),
    "text": (b"Dear reader,\n\nthis is a letter.\n", NotWorks),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 5000, NotWorks),
    "half a gz header": (b"\x1f\x8b\x08", NotWorks),
    "JSON of something else": (b'{"error": "Not found"}', NotWorks),
}


def source(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize(("content", "error"), NO_WORKS.values(), ids=NO_WORKS.keys())
def test_one_file_without_works_among_good_ones_is_told_and_the_others_are_in(
    settings: Settings, tmp_path: Path, content: bytes, error: type[ApertureError]
) -> None:
    files = [
        source(tmp_path, "a.jsonl", json_lines(1, 2)),
        source(tmp_path, "bad.jsonl", content),
        source(tmp_path, "c.jsonl", json_lines(3)),
    ]
    report = ingest_files(settings, files)
    assert [type(problem) for problem in report.problems] == [error]
    assert "bad.jsonl" in str(report.problems[0])
    assert (report.parts, report.records) == (2, 3)
    assert sorted(work_ids(settings.warehouse)) == ["W9990000001", "W9990000002", "W9990000003"]
    if error is NotWorks:
        assert [file.read_bytes() for file in (settings.warehouse / "quarantine").iterdir()] == [content]


def test_a_path_that_does_not_exist_is_told_before_anything_is_written(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(PathNotFound, match=r"absent\.jsonl does not exist"):
        ingest_files(settings, [source(tmp_path, "a.jsonl", json_lines(1)), tmp_path / "absent.jsonl"])
    assert not settings.warehouse.exists()


def test_a_folder_is_searched_and_an_empty_one_is_told(settings: Settings, tmp_path: Path) -> None:
    source(tmp_path / "in" / "deep", "a.json", json_lines(1))
    source(tmp_path / "in", "b.jsonl.gz", json_lines(2))
    source(tmp_path / "in", "notes.txt", b"not looked at")
    (tmp_path / "in" / "folder.json").mkdir()
    assert ingest_files(settings, [tmp_path / "in"]) == IngestReport(2, 0, 2, 0)
    with pytest.raises(EmptyFile):
        ingest_files(settings, [tmp_path / "in" / "folder.json"])


def test_the_same_bytes_are_staged_once_whatever_their_name(settings: Settings, tmp_path: Path) -> None:
    one, other = source(tmp_path, "a.jsonl", json_lines(1)), source(tmp_path, "b.jsonl", json_lines(1))
    assert ingest_files(settings, [one, one, other]) == IngestReport(1, 2, 1, 0)
    assert ingest_files(settings, [one]) == IngestReport(0, 1, 0, 0)


def test_the_same_name_with_other_content_is_another_part(settings: Settings, tmp_path: Path) -> None:
    first, second = (source(tmp_path / str(n), "a.jsonl", json_lines(n)) for n in (1, 2))
    assert ingest_files(settings, [first, second]) == IngestReport(2, 0, 2, 0)
    spool = settings.warehouse / "spool" / "files"
    assert {file.read_bytes() for file in spool.iterdir()} == {json_lines(1), json_lines(2)}
    assert all(file.name.endswith("-a.jsonl") for file in spool.iterdir())


def test_a_half_written_spool_copy_is_not_taken_for_whole(settings: Settings, tmp_path: Path) -> None:
    file = source(tmp_path, "a.jsonl", json_lines(1, 2))
    ingest_files(settings, [file])
    copy = next((settings.warehouse / "spool" / "files").iterdir())
    copy.rename(copy.with_name(f".{copy.name}"))
    copy.with_name(f".{copy.name}").write_bytes(json_lines(1))
    ingest_files(settings, [file])
    assert copy.read_bytes() == json_lines(1, 2)


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/aperture"])
def test_an_unwritable_warehouse_is_told(settings: Settings, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in its place", encoding="utf-8")
    settings.warehouse = tmp_path / place
    with pytest.raises(WarehouseNotWritable):
        ingest_files(settings, [source(tmp_path, "a.jsonl", json_lines(1))])
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in its place"


@pytest.mark.parametrize("found", [str(FORMAT_VERSION + 1), "1000", "x", ""])
def test_a_warehouse_of_a_newer_format_is_left_as_it_is(settings: Settings, tmp_path: Path, found: str) -> None:
    source(settings.warehouse, "format", found.encode())
    with pytest.raises(WarehouseTooNew):
        ingest_files(settings, [source(tmp_path, "a.jsonl", json_lines(1))])
    assert [file.name for file in settings.warehouse.iterdir()] == ["format"]
    assert (settings.warehouse / "format").read_text(encoding="utf-8") == found


def test_a_warehouse_that_another_process_writes_is_busy_until_it_ends(settings: Settings, tmp_path: Path) -> None:
    file = source(tmp_path, "a.jsonl", json_lines(1))
    with locked_elsewhere(settings.warehouse), pytest.raises(WarehouseBusy):
        ingest_files(settings, [file])
    assert ingest_files(settings, [file]).records == 1


@contextmanager
def locked_elsewhere(warehouse: Path) -> Iterator[None]:
    hold = (
        "import sys; from pathlib import Path; from analytics.layout import writable_warehouse\n"
        "with writable_warehouse(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", hold, str(warehouse)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        yield
        process.communicate(b"")
    with (warehouse / ".lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
