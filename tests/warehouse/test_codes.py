"""Ids of few values are numbers within a build and texts wherever somebody reads them."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import polars as pl
import pytest

from analytics.settings import Settings
from analytics.warehouse.codes import CODED, vocabulary
from analytics.warehouse.duckdb_engine import DuckEngine
from analytics.warehouse.past import empty_past
from analytics.warehouse.published import open_published

MADE = "('stg', 'tag', 'ind')"


@pytest.fixture
def engine() -> Iterator[DuckEngine]:
    made = DuckEngine(Settings(threads=1))
    made.code(["all", "high", "robotics"])
    yield made
    made.close()


def kinds(engine: DuckEngine, table: str) -> dict[str, str]:
    return {name: kind.split("(")[0] for name, kind, *_ in engine.rows(f"describe {table}")}


def test_a_table_holds_codes_and_what_is_published_holds_texts(engine):
    engine.create("tag_one", "select 'robotics' as technology_id, unnest(['W1', null]) as work_id")
    engine.create("out_one", "select * from tag_one")
    assert engine.rows("select work_id from out_one order by all") == [("W1",), (None,)]
    engine.view("out_seen", "select technology_id from tag_one where technology_id <> 'all'")
    assert kinds(engine, "tag_one") == {"technology_id": "ENUM", "work_id": "BIGINT"}
    assert kinds(engine, "out_one") == {"technology_id": "VARCHAR", "work_id": "VARCHAR"}
    assert kinds(engine, "out_seen") == {"technology_id": "VARCHAR"}
    assert engine.rows("select * from out_seen") == [("robotics",), ("robotics",)]


def test_a_frame_has_codes_and_keeps_them_when_it_comes_back(engine):
    engine.create("tag_one", "select unnest(['robotics', 'all', null]) as technology_id")
    frame = engine.frame("tag_one")
    assert frame.schema["technology_id"] == pl.Enum(["all", "high", "robotics"])
    engine.store("est_one", [frame.with_columns(note=pl.lit("said"))])
    assert kinds(engine, "est_one") == {"technology_id": "ENUM", "note": "VARCHAR"}
    assert engine.rows("select technology_id from est_one order by all") == [("all",), ("robotics",), (None,)]
    assert [batch.schema["technology_id"] for batch in engine.batches("tag_one")] == [frame.schema["technology_id"]]


def test_codes_sort_and_compare_as_their_texts(engine):
    engine.create("tag_one", "select unnest(['robotics', 'all', 'high']) as technology_id")
    found = engine.rows("select min(technology_id), max(technology_id) from tag_one where technology_id > 'all'")
    assert found == [("high", "robotics")]


def test_a_value_outside_the_vocabulary_is_refused_rather_than_lost(engine):
    with pytest.raises(duckdb.ConversionException, match="unheard"):
        engine.create("tag_one", "select 'unheard' as technology_id")


def test_the_vocabulary_holds_what_only_the_build_before_had():
    engine = DuckEngine(Settings(threads=1))
    reference = {"ref_technology": pl.DataFrame({"technology_id": ["robotics"], "group_name": ["Machines"]})}
    official = {name: [] for name in ("list_code", "item_code", "technology_id")}
    for name, frame in (reference | empty_past()).items():
        engine.store(name, [frame])
    engine.store("ref_technology_official", [pl.DataFrame(official, schema=dict.fromkeys(official, pl.String))])
    engine.con.execute("insert into past_technology values ('gone')")
    found = vocabulary(engine.rows, reference)
    engine.close()
    assert {"robotics", "Machines", "gone", "high_probable", "own"} <= set(found)
    assert found == sorted(found)


def test_every_column_that_should_be_is_kept_as_numbers(sample_warehouse: Settings):
    names = ", ".join(f"'{name}'" for name in sorted(CODED))
    with open_published(sample_warehouse) as published:
        kinds = published.con.execute(
            f"select table_name, column_name, data_type like 'ENUM%' from duckdb_columns() join duckdb_tables() "
            f"using (table_name) where column_name in ({names}) and split_part(table_name, '_', 1) in {MADE}"
        ).fetchall()
        shown = published.con.execute(
            "select count(*) from duckdb_columns() where data_type like 'ENUM%' and table_name like 'out_%'"
        ).fetchall()
    assert len(kinds) > 100
    assert [(table, column) for table, column, is_code in kinds if not is_code] == []
    assert shown == [(0,)]
