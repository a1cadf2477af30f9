"""Run the models between what a case is given and what it expects, on whichever engine."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from case_file import Block, Case, Row, given_value, is_as_expected

from analytics.openalex.entities.kinds import KINDS
from analytics.openalex.files import ingest_files
from analytics.openalex.raw_tables import RAW_TABLES
from analytics.openalex.removed import NOTHING_MERGED, NOTHING_REMOVED
from analytics.openalex.shards import part_directory, parts
from analytics.reference.methods import ref_method
from analytics.reference.schemas import SCHEMAS
from analytics.settings import Settings
from analytics.warehouse.duckdb_engine import DuckEngine
from analytics.warehouse.engine import Engine
from analytics.warehouse.model import sql_models
from analytics.warehouse.parameters import ref_parameter
from analytics.warehouse.past import empty_past
from analytics.warehouse.runner import python_models, run_models

SETTINGS = Settings(as_of="2024-01-01", threads=1)
NOTHING = '{"id": "https://openalex.org/W1", "publication_year": 2020}'
PART = dict.fromkeys(("records", "quarantined", "left_out"), pl.Int64)
PART |= dict.fromkeys(("part_id", "entity", "source_kind", "problem", "release"), pl.String)

Frames = dict[str, pl.DataFrame]


def raw_tables(records: str) -> Frames:
    """The flat ``raw_`` tables of works in OpenAlex's own JSON, one a line; part `p`, lines from 1."""
    with TemporaryDirectory() as name:
        source, warehouse = Path(name) / "works.jsonl", Path(name) / "warehouse"
        source.write_text(records + "\n", encoding="utf-8")
        ingest_files(Settings(warehouse=warehouse), [source]).raise_first_problem()
        (part,) = parts(warehouse)
        folder = part_directory(warehouse, part.part_id)
        tables = {table: pl.read_parquet(folder / f"{table}.parquet") for table in RAW_TABLES}
    return {table: frame.with_columns(part_id=pl.lit("p")) for table, frame in tables.items()}


@cache
def empty_tables() -> Frames:
    """Every table of a build without a single row, so that a case need only give the columns it is about."""
    engine = DuckEngine(SETTINGS)
    given = {name: frame.clear() for name, frame in raw_tables(NOTHING).items()}
    given |= {name: pl.DataFrame(schema=schema) for name, schema in SCHEMAS.items()}
    given |= {"ref_parameter": ref_parameter(SETTINGS), "ref_method": ref_method().clear()}
    given |= {
        "raw_part": pl.DataFrame(schema=PART),
        "raw_removed": NOTHING_REMOVED,
        "raw_merged_institution": NOTHING_MERGED,
    }
    given |= {kind.table: kind.empty() for kind in KINDS.values()} | empty_past()
    for name, frame in given.items():
        engine.store(name, [frame])
    run_models(engine, set(given))
    made = {name: engine.frame(name) for name in {*sql_models(), *python_models()}}
    engine.close()
    return given | made


def given_tables(case: Case) -> Frames:
    """The tables a case gives, typed; columns it leaves out are null."""
    frames = {block.table: _frame(empty_tables()[block.table], block.rows) for block in case.given}
    own = ref_parameter(SETTINGS)
    set_ = {name: given_value(cell, own.schema[name]) for name, cell in case.settings.items()}
    frames["ref_parameter"] = pl.DataFrame([own.to_dicts()[0] | set_], schema=own.schema)
    return (raw_tables(case.records) if case.records else {}) | frames


def _frame(like: pl.DataFrame, rows: list[Row]) -> pl.DataFrame:
    unknown = {column for row in rows for column in row} - set(like.columns)
    assert not unknown, f"no such column: {sorted(unknown)}"
    values = [{name: given_value(cell, like.schema[name]) for name, cell in row.items()} for row in rows]
    loose = {name: pl.Float64 if kind.is_decimal() else kind for name, kind in like.schema.items()}
    return pl.DataFrame(values, schema=loose).cast(dict(like.schema))


def run_case(engine: Engine, case: Case) -> Frames:
    """The expected tables as ``engine`` makes them from the given ones."""
    given = given_tables(case)
    asked = [block.table for block in case.expected]
    inputs = _inputs()
    needed, open_ = set(), list(asked)
    while open_:
        name = open_.pop()
        if name not in needed:
            needed.add(name)
            open_ += [] if name in given else inputs.get(name, ())
    leaves = {name: given.get(name, empty_tables()[name]) for name in needed if name in given or name not in inputs}
    for name, frame in leaves.items():
        engine.store(name, [frame])
    run_models(engine, set(empty_tables()) - (needed - set(leaves)))
    return {name: engine.frame(name) for name in asked}


def _inputs() -> Mapping[str, Any]:
    python = {name: list(inspect.signature(made).parameters) for name, made in python_models().items()}
    return {name: model.inputs for name, model in sql_models().items()} | python


def assert_expected(block: Block, frame: pl.DataFrame) -> None:
    """Every expected row is there, and no other row is; the order is free."""
    for column, value in block.where.items():
        frame = frame.filter(pl.col(column).cast(pl.String) == value)
    columns = list(block.rows[0]) if block.rows else frame.columns
    left, missing = frame.select(columns).to_dicts(), []
    for row in block.rows:
        same = next((n for n, had in enumerate(left) if all(is_as_expected(had[c], row[c]) for c in row)), None)
        missing += [row] if same is None else []
        if same is not None:
            left.pop(same)
    assert (missing, left) == ([], []), f"{block.table}: expected {missing}, found instead {left}"
