"""What changed since the build before: what is compared with what, and that one cause alone explains all it moved."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from analytics.layout import FORMAT_VERSION, builds, current
from analytics.openalex.files import ingest_files
from analytics.settings import REPOSITORY, Settings
from analytics.warehouse.build import build
from analytics.warehouse.duckdb_engine import DuckEngine
from analytics.warehouse.past import empty_past, past_tables
from analytics.warehouse.published import Published, open_published

PLACES = {"I9990000001": "FR", "I9990000002": "CN", "I9990000003": "SG"}
PROFILE = """\
title = "SYNTHETIC own"
version = "1"
source_url = "https://example.org"
description = "SYNTHETIC"
hk_mo = "own"
lists = []
countries = ["{}"]
country_groups = []
is_synthetic = true
"""
PARTS = ("new", "removed", "revised", "tags", "lists")


def work(number: int, *institutions: str, **more: Any) -> dict[str, Any]:
    carried = [
        {"id": f"https://openalex.org/{i}", "display_name": "SYNTHETIC", "country_code": PLACES[i], "lineage": []}
        for i in institutions
    ]
    authorships = [{"author_position": "first", "institutions": [one]} for one in carried]
    identity = {"id": f"https://openalex.org/W9990{number:06}", "publication_year": 2020, "type": "article"}
    return identity | {"title": "SYNTHETIC", "updated_date": "2026-01-01", "authorships": authorships} | more


def ingest(settings: Settings, name: str, works: list[dict[str, Any]]) -> None:
    file = settings.warehouse.parent / f"{name}.jsonl"
    file.write_text("\n".join(map(json.dumps, works)) + "\n", encoding="utf-8")
    ingest_files(settings, [file]).raise_first_problem()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse with ten works of FR and SG, one of them with CN, published once."""
    warehouse = tmp_path_factory.mktemp("first") / "warehouse"
    settings = Settings(warehouse=warehouse, as_of="2026-06-30", threads=1)
    ingest(settings, "works", [work(n, "I9990000001", "I9990000003") for n in range(1, 10)])
    ingest(settings, "apart", [work(10, "I9990000001", "I9990000002", publication_year=2021)])
    build(settings)
    return settings


@pytest.fixture
def again(first: Settings, tmp_path: Path) -> Settings:
    """The same in a warehouse of its own."""
    shutil.copytree(first.warehouse, tmp_path / "warehouse", copy_function=os.link, symlinks=True)
    return first.model_copy(update={"warehouse": tmp_path / "warehouse"})


def made(settings: Settings) -> Published:
    build(settings)
    return open_published(settings)


def moved_by(published: Published) -> set[str]:
    """The causes that moved a work or an exposed work in any cell."""
    counts = {part: f"count(*) filter (works_{part} <> 0 or exposed_works_{part} <> 0) as {part}" for part in PARTS}
    (row,) = published.rows(f"select {', '.join(counts.values())} from out_change")
    return {part for part, cells in row.items() if cells}


def test_the_first_build_has_nothing_to_compare_with_and_says_so(first: Settings) -> None:
    with open_published(first) as published:
        assert published.rows("select count(*) as n from out_change") == [{"n": 0}]
        (run,) = published.rows("from out_change_run")
    assert (run["is_compared"], run["previous_run_id"]) == (False, None)
    assert "first build" in run["basis"]
    assert run["alert_basis"].startswith("none")


def test_the_same_again_moves_nothing_and_leaves_no_trace_of_the_build_before(again: Settings) -> None:
    before = current(again.warehouse).resolve().stem
    # What a run leaves that is killed before the link is switched lies newest among the builds, and is no history.
    shutil.copyfile(current(again.warehouse), builds(again.warehouse) / "29990101T000000000Z-abcdef.duckdb")
    with made(again) as published:
        (run,) = published.rows("from out_change_run")
        assert (run["previous_run_id"], run["cells"], run["pairs"], run["is_frozen"]) == (before, 0, 0, True)
        assert published.rows("select table_name from duckdb_tables() where starts_with(table_name, 'past_')") == []
        assert published.rows("select view_name from duckdb_views() where starts_with(view_name, 'past_')") == []


def test_new_revised_and_lost_works_are_told_apart(again: Settings) -> None:
    shutil.rmtree(next(p for p in (again.warehouse / "raw").iterdir() if "apart" in (p / "part.json").read_text()))
    revised = work(1, "I9990000001", "I9990000002", updated_date="2026-02-01")
    ingest(again, "later", [revised, work(11, "I9990000001", "I9990000002")])
    with made(again) as published:
        (run,) = published.rows(
            "select works_new, works_removed, works_revised, works_tags, works_lists from out_change_run"
        )
        assert run == {"works_new": 1, "works_removed": 1, "works_revised": 1, "works_tags": 0, "works_lists": 0}
        assert moved_by(published) == {"new", "removed", "revised"}
        where = "unit_id = 'FR' and technology_id = 'all' and tag_scope = 'high' and variant = 'country'"
        cells = published.rows(f"from out_change where {where} and profile_id = 'country-only' order by year")
    assert [(c["year"], c["works_before"], c["works_after"], c["exposed_works_after"]) for c in cells] == [
        (2020, 9, 10, 2),
        (2021, 1, 0, 0),
    ]
    assert (cells[0]["exposed_works_new"], cells[0]["exposed_works_revised"]) == (1, 1)
    assert cells[0]["exposed_share_new"] == pytest.approx(1 / 10)
    assert cells[0]["exposed_share_revised"] == pytest.approx(1 / 10)
    assert (cells[1]["works_removed"], cells[1]["exposed_works_removed"]) == (-1, -1)


def test_a_night_with_only_a_list_change_attributes_everything_to_lists(again: Settings, tmp_path: Path) -> None:
    (tmp_path / "root/profiles").mkdir(parents=True)
    profile = tmp_path / "root/profiles/own.toml"
    profile.write_text(PROFILE.format("SG"), encoding="utf-8")
    again.reference = [tmp_path / "root"]
    with made(again) as published:
        (run,) = published.rows("from out_change_run")
        assert (run["is_lists_changed"], run["is_taxonomy_changed"], run["is_frozen"]) == (True, False, False)
        assert moved_by(published) == {"lists"}
        assert run["alert_basis"] == "none: lists or profiles changed"
        # A second change, of a profile that both builds have.
        profile.write_text(PROFILE.format("CN"), encoding="utf-8")
    with made(again) as published:
        assert moved_by(published) == {"lists"}
        rows = published.rows("select distinct profile_id, works_before = works_after as same from out_change")
        assert rows == [{"profile_id": "own", "same": True}]


def test_a_night_with_only_a_new_field_attributes_everything_to_fields(again: Settings, tmp_path: Path) -> None:
    (tmp_path / "root/taxonomies/technologies").mkdir(parents=True)
    shipped = (REPOSITORY / "data/taxonomies/technologies/distributed_ledger.toml").read_text(encoding="utf-8")
    text = shipped.replace("include = [", 'include = ["synthetic", ', 1)
    (tmp_path / "root/taxonomies/technologies/own_field.toml").write_text(text, encoding="utf-8")
    again.reference = [tmp_path / "root"]
    with made(again) as published:
        assert moved_by(published) == {"tags"}
        assert published.rows("select distinct technology_id from out_change") == [{"technology_id": "own_field"}]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (None, "not a valid DuckDB database"),
        ("'x' as run_id, 1 as format_version", "reference_versions"),
        (
            f"'x' as run_id, {FORMAT_VERSION - 1} as format_version, '' as reference_versions, '' as method_version",
            "counts the same way",
        ),
    ],
)
def test_a_build_that_cannot_be_compared_with_is_said_and_stops_nothing(
    tmp_path: Path, record: str | None, reason: str
) -> None:
    file = tmp_path / "broken.duckdb"
    if record is None:
        file.write_bytes(b"no database")
    else:
        with duckdb.connect(str(file)) as con:
            con.execute(f"create table out_run as select {record}")
    engine = DuckEngine(Settings(threads=1))
    with past_tables(engine, file, {}, pl.DataFrame()) as names:
        assert names == set(empty_past())
        (run,) = engine.frame("past_run").to_dicts()
        assert (run["is_compared"], engine.frame("past_works").height) == (False, 0)
        assert "broken" in run["problem"]
        assert reason in run["problem"]
    assert engine.con.sql("select * from duckdb_databases() where database_name = 'past'").fetchall() == []
    engine.close()
