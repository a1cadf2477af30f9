"""Every model, one by one, gives the same rows on DuckDB and on Spark Connect."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from build_before import past_frames

from analytics.openalex.shards import parts
from analytics.reference import load_reference
from analytics.reference.methods import ref_method
from analytics.settings import Settings
from analytics.warehouse.build import given_tables
from analytics.warehouse.duckdb_engine import DuckEngine
from analytics.warehouse.model import sql_models
from analytics.warehouse.parameters import ref_parameter
from analytics.warehouse.published import open_published
from analytics.warehouse.runner import model_order, python_models, run_models
from analytics.warehouse.spark_engine import SparkEngine

pytestmark = [pytest.mark.spark, pytest.mark.slow]
# No institution is excluded as shipped; tests/cases/counting/excluded_institution.case fills it on both engines, and
# change/alerts.case the others, as there are alerts only where nothing but works moved.
EMPTY = {"stg_excluded_link", "ind_alert_cell", "est_alert", "out_alert"}
TABLES = [name for name in model_order(sql_models(), python_models()) if not name.startswith(("raw_", "ref_", "past_"))]


@pytest.fixture(scope="module")
def engines(sample_warehouse: Settings, spark_session: Any, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("spark")
    made = (DuckEngine(sample_warehouse), SparkEngine(spark_session, folder))
    reference = load_reference(sample_warehouse)
    reference |= {"ref_parameter": ref_parameter(sample_warehouse), "ref_method": ref_method()}
    with open_published(sample_warehouse) as published:
        reference |= past_frames(published)
    for engine in made:
        found = parts(sample_warehouse.warehouse)
        run_models(engine, given_tables(engine, sample_warehouse.warehouse, found, reference))
    return made


@pytest.mark.parametrize("table", TABLES)
def test_both_engines_give_the_same_rows(engines, table: str):
    duck, spark = (comparable(engine.frame(table)) for engine in engines)
    assert duck.height > 0 or table in EMPTY, f"{table} is empty on the sample: nothing is compared"
    assert duck.columns == spark.columns
    key = list(sql_models()[table].key) if table in sql_models() else exact_columns(duck)
    duck, spark = duck.sort(key), spark.sort(key)
    exact = exact_columns(duck)
    assert duck.select(exact).equals(spark.select(exact))
    for name in set(duck.columns) - set(exact):
        assert (duck[name].is_null() == spark[name].is_null()).all(), name
        assert ((duck[name] - spark[name]).abs().drop_nulls() <= 1e-9).all(), name


def comparable(frame: pl.DataFrame) -> pl.DataFrame:
    """Columns by name; whole numbers of one width, decimals as floats: engines may store them differently."""
    casts = []
    for name, kind in frame.schema.items():
        if kind.is_integer():
            casts.append(pl.col(name).cast(pl.Int64))
        elif kind.is_decimal() or kind.is_float():
            casts.append(pl.col(name).cast(pl.Float64))
    return frame.with_columns(casts).select(sorted(frame.columns))


def exact_columns(frame: pl.DataFrame) -> list[str]:
    return [name for name, kind in frame.schema.items() if not kind.is_float()]
