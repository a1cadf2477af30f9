"""Publishing: one link, switched when a build is whole, and readers that never notice."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from analytics.errors import AuditFailed, BuildDamaged, NothingIngested, NothingPublished, WarehouseTooNew
from analytics.layout import FORMAT_VERSION, builds, current
from analytics.openalex.files import ingest_files
from analytics.settings import Settings
from analytics.warehouse.build import build
from analytics.warehouse.published import open_published

Ingested = Callable[..., Settings]


def names(settings: Settings) -> list[str]:
    return sorted(path.name for path in builds(settings.warehouse).iterdir())


@pytest.fixture
def published(ingested: Ingested, sample_warehouse: Settings) -> Callable[..., Settings]:
    """A warehouse of its own with the sample's published build in it."""

    def copy(**more: object) -> Settings:
        settings = ingested(**more)
        target = current(sample_warehouse.warehouse).resolve()
        builds(settings.warehouse).mkdir()
        shutil.copyfile(target, builds(settings.warehouse) / target.name)
        current(settings.warehouse).symlink_to(Path("builds") / target.name)
        return settings

    return copy


def test_a_reader_keeps_its_build_while_the_next_reader_gets_the_new_one(published: Ingested) -> None:
    settings = published(keep_builds=1)
    with open_published(settings) as before:
        (first,) = before.rows("select run_id, works from out_run")
        report = build(settings)
        assert before.rows("select run_id, works from out_run") == [first]
        assert before.rows("select count(*) as n from out_evidence")[0]["n"] > 0
    with open_published(settings) as after:
        assert after.path == report.path
        assert after.rows("select run_id from out_run") == [{"run_id": report.run_id}]
    assert report.run_id != first["run_id"]
    assert names(settings) == [report.path.name]


def test_old_builds_are_kept_up_to_the_number_in_the_settings(published: Ingested) -> None:
    settings = published(keep_builds=3)
    (newest,) = names(settings)
    for year in ("2001", "2002", "2003"):
        (builds(settings.warehouse) / f"{year}0101T000000000Z-abcdef.duckdb").write_bytes(b"")
    report = build(settings)
    assert names(settings) == ["20030101T000000000Z-abcdef.duckdb", newest, report.path.name]


def test_a_clock_set_back_does_not_take_the_new_build_away(published: Ingested) -> None:
    settings = published(keep_builds=1)
    (builds(settings.warehouse) / "29990101T000000000Z-abcdef.duckdb").write_bytes(b"")
    report = build(settings)
    with open_published(settings) as reader:
        assert reader.path == report.path


def test_a_failed_audit_leaves_the_published_build_and_no_half_made_file(published: Ingested, tmp_path: Path) -> None:
    settings = published()
    before, target = names(settings), current(settings.warehouse).readlink()
    real = {"id": "https://openalex.org/W1", "publication_year": 2025, "type": "article", "authorships": []}
    (tmp_path / "works.jsonl").write_text(json.dumps(real) + "\n", encoding="utf-8")
    ingest_files(settings, [tmp_path / "works.jsonl"])
    with pytest.raises(AuditFailed, match="synthetic_is_not_mixed"):
        build(settings)
    assert names(settings) == before
    assert current(settings.warehouse).readlink() == target


def test_the_published_build_cannot_be_written(sample_warehouse: Settings) -> None:
    with open_published(sample_warehouse) as reader, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        reader.con.execute("delete from out_run")


def test_no_build_yet_is_said_in_one_sentence(sample_settings: Settings) -> None:
    with pytest.raises(NothingPublished, match="aperture build"):
        open_published(sample_settings)
    with pytest.raises(NothingIngested, match="aperture ingest"):
        build(sample_settings)


def test_a_newer_warehouse_is_neither_read_nor_written(published: Ingested) -> None:
    settings = published()
    (settings.warehouse / "format").write_text(f"{FORMAT_VERSION + 1}\n", encoding="utf-8")
    before = names(settings)
    with pytest.raises(WarehouseTooNew, match="update Aperture"):
        open_published(settings)
    with pytest.raises(WarehouseTooNew, match="update Aperture"):
        build(settings)
    assert names(settings) == before
    assert (settings.warehouse / "format").read_text(encoding="utf-8") == f"{FORMAT_VERSION + 1}\n"


@pytest.mark.parametrize("content", [b"", b"no database at all", b"\0" * 20_000])
def test_a_published_file_that_is_no_build_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    settings = Settings(warehouse=tmp_path)
    (tmp_path / "builds").mkdir()
    (tmp_path / "builds" / "x.duckdb").write_bytes(content)
    (tmp_path / "current.duckdb").symlink_to("builds/x.duckdb")
    with pytest.raises(BuildDamaged, match="run 'aperture build' again"):
        open_published(settings)


def test_a_build_that_says_it_is_newer_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "builds").mkdir()
    with duckdb.connect(str(tmp_path / "builds" / "x.duckdb")) as con:
        con.execute(f"create table out_run as select {FORMAT_VERSION + 1} as format_version")
    (tmp_path / "current.duckdb").symlink_to("builds/x.duckdb")
    with pytest.raises(WarehouseTooNew, match="update Aperture"):
        open_published(Settings(warehouse=tmp_path))


def test_what_a_killed_build_had_spilled_to_disk_does_not_stop_the_next_one(published: Ingested) -> None:
    settings = published()
    spilled = builds(settings.warehouse) / ".20260101T000000000Z-000000.duckdb.tmp"
    spilled.mkdir()
    (spilled / "duckdb_temp_storage_0.tmp").write_bytes(b"rows")
    build(settings)
    assert not spilled.exists()
