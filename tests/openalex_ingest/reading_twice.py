"""A source down to its raw tables, as the project reads it and, for comparison, as DuckDB alone reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from flattened_by_duckdb import write_raw

from analytics.openalex.reading import Reading, read_works
from analytics.openalex.records import arrow_schema
from analytics.openalex.wanted import Wanted

Tables = dict[str, pa.Table]

ABSTRACT = """array_to_string(list_transform(list_sort(flatten(list_transform(
    map_entries(abstract_inverted_index),
    lambda entry: list_transform(entry.value, lambda place: {'place': place, 'word': entry.key})
))), lambda token: token.word), ' ')"""


def read(source: Path, scratch: Path) -> tuple[Reading, Tables]:
    scratch.mkdir(parents=True)
    return read_works(source, "part", scratch, Wanted()), _tables(scratch)


def read_by_duckdb(source: Path, scratch: Path) -> Tables:
    """Good JSON lines through nothing but DuckDB's strict ``read_json``, abstracts and all."""
    scratch.mkdir(parents=True)
    with duckdb.connect(config={"threads": 1}) as con:
        con.register("nothing", arrow_schema().empty_table())
        columns = {name: kind for name, kind, *_ in con.execute("describe nothing").fetchall()}
        con.execute(
            "create table record as select * from read_json(?, columns = ?, format = 'newline_delimited')",
            [str(source), columns],
        )
        con.execute(
            "create table work as select 'part' as part_id, rowid + 1 as line_no, "
            "* exclude (abstract_inverted_index), "
            f"case when cardinality(abstract_inverted_index) > 0 then {ABSTRACT} end as abstract from record"
        )
        write_raw(con, scratch)
    return _tables(scratch)


def content(tables: Tables) -> dict[str, list[tuple[str, str, list[Any]]]]:
    """Every column of every table: name, type, values; rows in the order of the works and of what they list."""
    ordered = {name: table.sort_by(_order(table)) for name, table in tables.items()}
    return {
        name: [(n, str(c.type), c.to_pylist()) for n, c in zip(table.column_names, table.columns, strict=True)]
        for name, table in ordered.items()
    }


def _order(table: pa.Table) -> list[tuple[str, str]]:
    return [(name, "ascending") for name in table.column_names if name.endswith(("_no", "_id"))]


def _tables(scratch: Path) -> Tables:
    return {file.stem: pq.read_table(file) for file in sorted(scratch.glob("*.parquet"))}
