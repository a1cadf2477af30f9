"""A retry moves what can be read to a part of its own; records + bad records stay the number of lines."""

from __future__ import annotations

import gzip
import random
import subprocess
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from program import command_line
from quarantined_part import BAD, GOOD, Taken, line, mended, source, take_in

from analytics import errors
from analytics.openalex.contents import Works
from analytics.openalex.files import ingest_files
from analytics.openalex.parts import PartOrigin, digest, stage_part
from analytics.openalex.quarantine import Quarantine
from analytics.openalex.settling import note_down
from analytics.openalex.shards import Part, recall, retire, write_part
from analytics.openalex.sources import Record
from analytics.settings import Settings
from flows.errors import MendedFileDiffers

LINES = GOOD + len(BAD)


@pytest.fixture
def taken(tmp_path: Path) -> Taken:
    return take_in(tmp_path)


def written(folder: Path, content: bytes) -> Path:
    file = folder / "mended.jsonl"
    file.write_bytes(content)
    return file


def test_mended_records_become_a_part_and_leave_the_quarantine(taken: Taken, tmp_path: Path) -> None:
    assert taken.counts() == (GOOD, 3)
    assert taken.run("quarantine", "retry", taken.part_id, written(tmp_path, mended())) == 0
    assert taken.counts() == (LINES, 0)
    new = next(part for part_id, part in taken.parts().items() if part_id != taken.part_id)
    assert (new.source_kind, new.name, new.records) == ("files", "retry of SYNTHETIC works.jsonl", 3)
    works = pq.read_table(taken.warehouse / "raw" / new.part_id / "raw_works.parquet")["work_id"].to_pylist()
    assert works == ["W9990000901", "W9990000902", "W9990000903"]
    spooled = next((taken.warehouse / "spool" / "files").glob("*retry-of*"))
    assert gzip.decompress(spooled.read_bytes()) == mended()
    assert digest(spooled)[:16] == new.part_id


def test_a_record_that_is_still_bad_stays_as_it_was(
    taken: Taken, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    half = written(tmp_path, line(901) + b"\nstill bad\n" + line(903) + b"\n")
    assert taken.run("quarantine", "retry", taken.part_id, half) == 0
    assert taken.counts() == (LINES - 1, 1)
    assert taken.bad_lines() == {31: BAD[31]}
    assert "2 of 3 bad records" in capsys.readouterr().out


def test_one_line_can_be_mended_by_itself(taken: Taken, tmp_path: Path) -> None:
    one = written(tmp_path, line(903))
    assert taken.run("quarantine", "retry", taken.part_id, one, "--line", "61") == 0
    assert taken.counts() == (GOOD + 1, 2)
    assert list(taken.bad_lines()) == [11, 31]


def test_the_kept_bytes_are_taken_where_the_decoder_reads_them_today(tmp_path: Path) -> None:
    taken = take_in(tmp_path)
    folder = taken.warehouse / "raw" / taken.part_id
    # As an older decoder would have left it; the second stood on two lines of a saved page.
    with Quarantine(folder, taken.part_id) as quarantine:
        for number, raw in enumerate((line(901), line(902).replace(b", ", b",\n"), b"bad"), start=1):
            quarantine.add(Record(number, 0, raw), "not read then")
    assert taken.run("quarantine", "retry", taken.part_id) == 0
    assert taken.counts() == (GOOD + 2, 1)
    assert taken.bad_lines() == {3: b"bad"}


def test_a_retry_that_reads_nothing_changes_nothing(
    taken: Taken, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(taken.warehouse.rglob("*"))
    assert taken.run("quarantine", "retry", taken.part_id) == 0
    assert "0 of 3 bad records" in capsys.readouterr().out
    bad = written(tmp_path, b"1\n2\n3\n")
    assert taken.run("quarantine", "retry", taken.part_id, bad) == errors.NotWorks.exit_code
    assert sorted(taken.warehouse.rglob("*")) == before


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (mended() + line(904), MendedFileDiffers),
        (line(901), MendedFileDiffers),
        (b"", errors.EmptyFile),
        (gzip.compress(mended())[:-9], errors.TruncatedFile),
        (None, errors.PathNotFound),
    ],
)
def test_a_mended_file_that_does_not_fit_changes_nothing(
    taken: Taken,
    tmp_path: Path,
    content: bytes | None,
    error: type[errors.ApertureError],
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "mended.jsonl"
    if content is not None:
        file.write_bytes(content)
    before = sorted(taken.warehouse.rglob("*"))
    capsys.readouterr()
    assert taken.run("quarantine", "retry", taken.part_id, file) == error.exit_code
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert str(file) in said
    assert sorted(taken.warehouse.rglob("*")) == before


def test_the_same_line_bad_in_two_parts_is_mended_in_each(taken: Taken, tmp_path: Path) -> None:
    other = take_in(tmp_path, source() + line(500), name="SYNTHETIC other.jsonl")
    file = written(tmp_path, mended())
    for part_id in (taken.part_id, other.part_id):
        assert taken.run("quarantine", "retry", part_id, file) == 0
    assert taken.counts() == (2 * LINES + 1, 0)
    assert len(taken.parts()) == 4


def test_a_part_with_too_many_bad_lines_is_no_problem_once_they_are_mended(tmp_path: Path) -> None:
    lost = dict.fromkeys(("SYNTHETIC half.jsonl", "SYNTHETIC cut.jsonl.gz"), b'{"id": \n' * 20)
    works = b"".join(line(number) + b"\n" for number in range(20))
    for name, bad in lost.items():
        content = gzip.compress(works + bad)[:-4] if name.endswith("gz") else works + bad
        taken = take_in(tmp_path, content, name)
        assert taken.parts()[taken.part_id].problem
        mend = b"".join(line(number) + b"\n" for number in range(100, 120))
        assert taken.run("quarantine", "retry", taken.part_id, written(tmp_path, mend)) == 0
        assert bool(taken.parts()[taken.part_id].problem) == name.endswith("gz")


def test_the_source_taken_in_again_brings_nothing_back(taken: Taken, tmp_path: Path) -> None:
    taken.run("quarantine", "retry", taken.part_id, written(tmp_path, mended()))
    report = ingest_files(Settings(warehouse=taken.warehouse), [tmp_path / "SYNTHETIC works.jsonl"])
    assert (report.parts, report.parts_skipped) == (0, 1)
    assert taken.counts() == (LINES, 0)


@pytest.mark.parametrize("staged", [True, False])
def test_a_retry_killed_between_its_two_steps_is_completed_by_the_next_look(
    taken: Taken, tmp_path: Path, staged: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, mended())
    note_down(taken.warehouse, taken.part_id, digest(file)[:16], list(BAD))
    if staged:
        stage_part(Settings(warehouse=taken.warehouse), file, PartOrigin("files", "retry"), Works())
    capsys.readouterr()
    assert taken.run("quarantine") == 0
    assert taken.counts() == ((LINES, 0) if staged else (GOOD, 3))
    assert ("Nothing is in quarantine" in capsys.readouterr().out) is staged
    assert list((taken.warehouse / "quarantine").iterdir()) == []


def test_a_retry_killed_while_it_rewrites_the_old_part_can_be_done_again(taken: Taken, tmp_path: Path) -> None:
    file = written(tmp_path, mended())
    folder = taken.warehouse / "raw" / taken.part_id
    note_down(taken.warehouse, taken.part_id, digest(file)[:16], list(BAD))
    stage_part(Settings(warehouse=taken.warehouse), file, PartOrigin("files", "retry"), Works())
    (folder / ".mending").mkdir()
    write_part(folder / ".mending", Part("half", "files", "", None, 0, "", 0, 0))
    (folder / "raw_quarantine.parquet").unlink()
    assert taken.run("quarantine") == 0
    assert taken.counts() == (LINES, 0)
    assert not (folder / ".mending").exists()


def test_lines_mended_before_their_part_was_retired_do_not_count_again_after(taken: Taken, tmp_path: Path) -> None:
    file = written(tmp_path, mended())
    note_down(taken.warehouse, taken.part_id, digest(file)[:16], list(BAD))
    stage_part(Settings(warehouse=taken.warehouse), file, PartOrigin("files", "retry"), Works())
    retire(taken.warehouse, taken.part_id)
    assert taken.run("quarantine") == 0
    recall(taken.warehouse, taken.part_id)
    assert taken.counts() == (LINES, 0)


def test_a_retry_killed_at_any_moment_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    file = written(tmp_path, mended())
    chance = random.Random(2026)  # noqa: S311 - moments, not secrets
    whole = 0.0
    for attempt in range(5):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        taken = take_in(folder)
        words = ["quarantine", "retry", taken.part_id, file, "--warehouse", taken.warehouse]
        begun = time.monotonic()
        with subprocess.Popen(command_line(words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
            # The first one is let be: it tells how long the others take.
            if attempt:
                time.sleep(whole * chance.uniform(0.6, 1.0))
                child.kill()
        whole = whole or time.monotonic() - begun
        taken.run("quarantine")
        assert sum(taken.counts()) == LINES
        if taken.counts()[1]:
            assert taken.run("quarantine", "retry", taken.part_id, file) == 0
        assert taken.counts() == (LINES, 0)
        assert len(taken.parts()) == 2
