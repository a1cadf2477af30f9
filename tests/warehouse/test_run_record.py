"""What a build says about itself, and that the same input says the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from warehouses import settings_of

from analytics.openalex.files import ingest_files
from analytics.settings import Settings
from analytics.warehouse.build import build
from analytics.warehouse.model import sql_models
from analytics.warehouse.published import open_published
from analytics.warehouse.record import settings_hash


def test_same_input_gives_the_same_tables_whatever_the_order_and_the_threads(
    sample_warehouse: Settings, sample_snapshot: Path, tmp_path: Path
) -> None:
    chosen = {"citation_reference": sample_warehouse.citation_reference}
    settings = settings_of(tmp_path / "warehouse", threads=2, memory_limit="2GB", **chosen)
    parts = sorted((sample_snapshot / "data" / "jsonl").rglob("*.gz"), reverse=True)
    ingest_files(settings, parts).raise_first_problem()
    build(settings)
    tables = "select table_name, rows, table_hash from out_layer_rows where layer = 'out' order by all"
    with open_published(settings) as one, open_published(sample_warehouse) as other:
        assert one.rows(tables) == other.rows(tables)
        run = "select tables_hash, settings_hash, taxonomy_version, lists_version, works from out_run"
        assert one.rows(run) == other.rows(run)
        assert len(one.rows(tables)) > 10


def test_a_setting_that_moves_numbers_changes_the_settings_hash_and_a_place_does_not() -> None:
    plain = settings_hash(settings_of(Path("one")))
    assert settings_hash(settings_of(Path("two"), threads=2, keep_builds=3)) == plain
    moved = [
        settings_of(Path("one"), small_cell=6),
        settings_of(Path("one"), hyperauthor_limit=50),
        settings_of(Path("one"), include_preprints=True),
        settings_of(Path("one"), as_of=date(2020, 1, 1)),
        settings_of(Path("one"), first_year=2010),
        settings_of(Path("one"), topic_score_floor=0.9),
    ]
    assert len({plain, *map(settings_hash, moved)}) == len(moved) + 1


def test_every_published_column_is_documented_and_every_documented_one_exists(sample_warehouse: Settings) -> None:
    with open_published(sample_warehouse) as reader:
        documented = reader.rows("select table_name, column_name from out_column order by all")
        every = "select table_name, column_name from duckdb_columns() where {} order by all"
        actual = reader.rows(every.format("starts_with(table_name, 'out_')"))
        unsaid = reader.rows("from out_column where unit = '' or meaning = ''")
    assert actual == documented
    assert not unsaid


def test_every_table_of_the_build_is_counted(sample_warehouse: Settings) -> None:
    with open_published(sample_warehouse) as reader:
        counted = {row["table_name"]: row["rows"] for row in reader.rows("from out_layer_rows")}
        assert set(sql_models()) <= set(counted)
        for table in ("stg_works", "out_institution_year", "out_evidence", "ref_profile"):
            assert reader.rows(f"select count(*) as n from {table}") == [{"n": counted[table]}]


def test_the_run_record_says_what_went_in(sample_warehouse: Settings) -> None:
    with open_published(sample_warehouse) as reader:
        (run,) = reader.rows("from out_run")
    assert run["is_synthetic"]
    assert run["source_kinds"] == "snapshot"
    assert run["as_of"] == date(2026, 6, 30)
    assert run["started"] < run["ended"]
    assert reader.path.name == f"{run['run_id']}.duckdb"
