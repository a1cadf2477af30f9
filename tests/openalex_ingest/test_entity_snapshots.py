"""`ingest snapshot` with institutions, topics and funders beside works: the same rules of the manifest for each."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from entities import MAKE, institution, write_entity
from snapshots import part_name, write_snapshot
from works import raw_table

from analytics.errors import NotWorks, PathNotFound
from analytics.openalex.entities.kinds import KINDS
from analytics.openalex.report import IngestReport
from analytics.openalex.shards import parts, retired
from analytics.openalex.snapshot import ingest_snapshot
from analytics.settings import Settings

FIRST, SECOND = part_name(2), part_name(3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Works alone."""
    return write_snapshot(tmp_path / "snapshot", {FIRST: [1, 2], SECOND: [3]})


def standing(settings: Settings) -> dict[str, int]:
    return {part.name: part.records for part in parts(settings.warehouse)}


@pytest.mark.parametrize("layout", ["today", "parquet", "older"])
def test_every_layout_gives_their_records_once(settings: Settings, folder: Path, layout: str) -> None:
    for entity, make in MAKE.items():
        write_entity(folder, entity, {2: [make(1), make(2)], 3: [make(3)]}, layout)
    assert ingest_snapshot(settings, folder) == IngestReport(8, 0, 3 + 9)
    assert ingest_snapshot(settings, folder) == IngestReport(0, 8)
    for entity, kind in KINDS.items():
        assert len(raw_table(settings.warehouse, kind.table)) == 3
        assert sum(part.entity == entity for part in parts(settings.warehouse)) == 2
    releases = {part.release for part in parts(settings.warehouse) if part.entity != "works"}
    assert releases == {None if layout == "older" else "2026-02-03"}


def test_a_changed_and_a_vanished_part_are_retired_for_their_kind_alone(settings: Settings, folder: Path) -> None:
    write_entity(folder, "institutions", {2: [institution(1), institution(2)], 3: [institution(3)]})
    write_entity(folder, "funders", {2: [MAKE["funders"](1)]})
    ingest_snapshot(settings, folder)
    write_entity(folder, "institutions", {2: [institution(1)]})
    assert ingest_snapshot(settings, folder) == IngestReport(1, 3, 1)
    assert standing(settings) == {FIRST: 2, SECOND: 1, f"institutions/{FIRST}": 1, f"funders/{FIRST}": 1}
    assert len(retired(settings.warehouse)) == 2


def test_a_snapshot_without_their_folders_leaves_what_is_held(settings: Settings, folder: Path) -> None:
    write_entity(folder, "institutions", {2: [institution(1)]})
    ingest_snapshot(settings, folder)
    shutil.rmtree(folder / "data/jsonl/institutions")
    assert ingest_snapshot(settings, folder) == IngestReport(0, 2)
    assert f"institutions/{FIRST}" in standing(settings)


def test_what_is_wrong_with_them_keeps_no_work_out(settings: Settings, folder: Path) -> None:
    write_entity(folder, "institutions", {2: [institution(1)], 3: [institution(2)]})
    (folder / "data/jsonl/institutions" / SECOND).unlink()
    write_entity(folder, "topics", {2: [MAKE["topics"](1)]})
    (folder / "data/jsonl/topics/manifest.json").write_text("{")
    write_entity(folder, "funders", {2: [MAKE["funders"](1)]})
    (folder / "data/jsonl/funders/manifest.json").unlink()
    report = ingest_snapshot(settings, folder)
    assert [type(problem) for problem in report.problems] == [PathNotFound, NotWorks]
    assert [note.split(" has a ")[1] for note in report.notes] == [
        "folder of funders without a manifest; it was not taken in."
    ]
    assert standing(settings) == {FIRST: 2, SECOND: 1, f"institutions/{FIRST}": 1}


def test_another_number_of_institutions_than_promised_is_told(settings: Settings, folder: Path) -> None:
    write_entity(folder, "institutions", {2: [institution(1)]})
    manifest = folder / "data/jsonl/institutions/manifest.json"
    manifest.write_text(manifest.read_text().replace('"record_count": 1', '"record_count": 5'))
    (problem,) = ingest_snapshot(settings, folder).problems
    assert str(problem) == f"data/jsonl/institutions/{FIRST} holds 1 records, its manifest promises 5."


def test_the_real_institutions_of_the_older_layout(settings: Settings, real_openalex: Path, tmp_path: Path) -> None:
    source = real_openalex / "snapshot_legacy_layout"
    without = ingest_snapshot(settings, source)
    assert [note for note in without.notes if "institutions without a manifest" in note]
    copy = tmp_path / "snapshot"
    shutil.copytree(source, copy)
    name = "updated_date=2023-09-04/part_000.gz"
    entry = {"url": f"s3://openalex/data/institutions/{name}", "meta": {"record_count": 678, "content_length": 1}}
    (copy / "institutions").chmod(0o755)
    (copy / "institutions/manifest").write_text(json.dumps({"entries": [entry], "meta": {}}))
    report = ingest_snapshot(settings, copy)
    assert not [problem for problem in report.problems if str(copy / "institutions") in str(problem)]
    rows = raw_table(settings.warehouse, "raw_entity_institution")
    assert len(rows) == len({row["institution_id"] for row in rows}) == 678
    assert {row["updated_date"][:7] for row in rows} == {"2023-09"}
