"""`ingest snapshot` night after night: what did not change is not read, what is gone does not count."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path

import pytest
from snapshots import TODAY, international, part_name, write_snapshot
from works import json_lines

from analytics.openalex.files import ingest_files
from analytics.openalex.report import IngestReport
from analytics.openalex.shards import parts, retired
from analytics.openalex.snapshot import ingest_snapshot
from analytics.settings import REPOSITORY, Settings
from analytics.warehouse.build import audit_published, build
from analytics.warehouse.published import open_published

FIRST, SECOND = part_name(2), part_name(3)
UNREAD = IngestReport(0, 1)


def standing(settings: Settings) -> dict[str, int]:
    """Records of the parts that a build would read, by name."""
    return {part.name: part.records for part in parts(settings.warehouse)}


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    folder = write_snapshot(tmp_path / "snapshot", {FIRST: [1, 2], SECOND: [3]})
    assert ingest_snapshot(settings, folder) == IngestReport(2, 0, 3)
    return folder


def test_an_unchanged_part_is_not_read_again(settings: Settings, folder: Path) -> None:
    part = folder / Path(TODAY).parent / FIRST
    stat, size = part.stat(), part.stat().st_size
    # Bytes that could not be read as works stand in for a reading that must not happen.
    part.write_bytes(b"x" * size)
    os.utime(part, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert ingest_snapshot(settings, folder) == IngestReport(0, 2)


@pytest.mark.parametrize("change", ["time", "size", "manifest", "shards"])
def test_whatever_could_mean_another_content_is_looked_at(settings: Settings, folder: Path, change: str) -> None:
    part = folder / Path(TODAY).parent / FIRST
    if change == "time":
        os.utime(part, ns=(1, 1))
    elif change == "size":
        part.write_bytes(gzip.compress(json_lines(1, 2, 4)))
        write_snapshot(folder, {FIRST: part.read_bytes(), SECOND: [3]}, {FIRST: 3})
    elif change == "manifest":
        write_snapshot(folder, {FIRST: [1, 2], SECOND: [3]}, {FIRST: 9})
    else:
        (lost,) = [p.part_id for p in parts(settings.warehouse) if p.name == FIRST]
        shutil.rmtree(settings.warehouse / "raw" / lost)
    again = ingest_snapshot(settings, folder)
    assert again.parts == (1 if change in ("size", "shards") else 0)
    assert standing(settings) == {FIRST: 3 if change == "size" else 2, SECOND: 1}


def test_a_lost_or_damaged_record_costs_a_reading_and_nothing_else(settings: Settings, folder: Path) -> None:
    record = settings.warehouse / "spool/snapshot/parts.json"
    whole = record.read_bytes()
    for left in (whole[: len(whole) // 2], b"", b"[]"):
        record.write_bytes(left)
        assert ingest_snapshot(settings, folder) == IngestReport(0, 2)
        assert record.read_bytes() == whole


def test_a_replaced_a_shrunk_and_a_vanished_part_no_longer_count(settings: Settings, folder: Path) -> None:
    write_snapshot(folder, {FIRST: [1], part_name(9): [2, 3]})
    assert ingest_snapshot(settings, folder) == IngestReport(2, 0, 3)
    assert standing(settings) == {FIRST: 1, part_name(9): 2}
    assert len(retired(settings.warehouse)) == 2


def test_nothing_is_let_go_while_a_listed_part_is_not_in(settings: Settings, folder: Path) -> None:
    write_snapshot(folder, {FIRST: [1], part_name(9): b"no works\n"}, {part_name(9): 2})
    assert len(ingest_snapshot(settings, folder).problems) == 1
    assert sorted(part.records for part in parts(settings.warehouse)) == [1, 1, 2]
    write_snapshot(folder, {FIRST: [1], part_name(9): [2, 3]})
    assert ingest_snapshot(settings, folder) == IngestReport(1, 1, 2)
    assert standing(settings) == {FIRST: 1, part_name(9): 2}


def test_a_part_that_comes_back_counts_again_without_being_staged_again(settings: Settings, folder: Path) -> None:
    write_snapshot(folder, {FIRST: [1, 2]})
    ingest_snapshot(settings, folder)
    write_snapshot(folder, {FIRST: [1, 2], SECOND: [3]})
    assert ingest_snapshot(settings, folder) == IngestReport(0, 2)
    assert standing(settings) == {FIRST: 2, SECOND: 1}


def test_what_came_as_a_file_stays_when_the_snapshot_moves_on(settings: Settings, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_bytes(json_lines(7))
    ingest_files(settings, [tmp_path / "own.jsonl"])
    write_snapshot(folder, {FIRST: [1]})
    ingest_snapshot(settings, folder)
    assert standing(settings) == {FIRST: 1, "own.jsonl": 1}


def test_the_published_build_keeps_the_shards_it_was_made_from(tmp_path: Path) -> None:
    own = {"reference": [REPOSITORY / "data/synthetic"], "as_of": "2026-06-30", "threads": 1, "keep_builds": 1}
    settings = Settings(warehouse=tmp_path / "warehouse", **own)
    folder = write_snapshot(tmp_path / "snapshot", {FIRST: international(1, 2), SECOND: international(3)})
    ingest_snapshot(settings, folder)
    build(settings)
    write_snapshot(folder, {FIRST: international(1)})
    for _ in range(2):
        assert ingest_snapshot(settings, folder).quarantined == 0
        assert len(retired(settings.warehouse)) == 2
    with open_published(settings) as published:
        assert {row["records"] for row in published.rows("select count(*) as records from raw_works")} == {3}
    assert all(audit.is_passed for audit in audit_published(settings) if audit.level == "error")
    build(settings)
    ingest_snapshot(settings, folder)
    assert retired(settings.warehouse) == []
    assert standing(settings) == {FIRST: 1}
