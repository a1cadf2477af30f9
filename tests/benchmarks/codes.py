"""What codes save: `python tests/benchmarks/codes.py --warehouse FOLDER [--models ind_partner …]`.

Makes tables of the published build again in a file beside it, in turn from tables that hold codes and from the same
tables with texts, and prints CPU seconds of both side by side. FOLDER is a warehouse, as tests/benchmarks/build.py
leaves it.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import duckdb

from analytics.layout import current
from analytics.warehouse.codes import coded, texts
from analytics.warehouse.model import sql_models

MODELS = ["ind_tie_year", "ind_partner_year", "ind_partner", "ind_home_exposed_year", "ind_mobility", "ind_unit_year"]


def main() -> None:
    """Print a line a model, and their sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warehouse", type=Path, required=True)
    parser.add_argument("--models", nargs="+", default=MODELS)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    print(f"{'model':24} {'codes':>8} {'texts':>8} {'ratio':>6}")
    sums = [0.0, 0.0]
    for model in asked.models:
        with tempfile.TemporaryDirectory() as folder:
            con = _opened(current(asked.warehouse).resolve(), Path(folder), model)
            seconds = [min(_cpu(con, model, schema) for _ in range(asked.rounds)) for schema in ("coded", "text")]
            con.close()
        print(f"{model:24} {seconds[0]:8.2f} {seconds[1]:8.2f} {seconds[1] / seconds[0]:6.2f}")
        sums = [total + second for total, second in zip(sums, seconds, strict=True)]
    print(f"{'all':24} {sums[0]:8.2f} {sums[1]:8.2f} {sums[1] / sums[0]:6.2f}")


def _opened(build: Path, folder: Path, model: str) -> duckdb.DuckDBPyConnection:
    """A file with the inputs of ``model`` in two schemas: once as the build holds them, once with texts."""
    con = duckdb.connect(str(folder / "made.duckdb"), config={"threads": 2, "preserve_insertion_order": False})
    con.execute(f"attach '{build}' as build (read_only)")
    for schema in ("coded", "text"):
        con.execute(f"create schema {schema}")
        for table in sorted(sql_models()[model].inputs):
            source = f"select * from build.{table}"
            columns = {name: kind for name, kind, *_ in con.execute(f"describe {source}").fetchall()}
            con.execute(f"create table {schema}.{table} as {texts(source, columns) if schema == 'text' else source}")
    values = con.execute("select unnest(enum_range(null::build.code))::varchar").fetchall()
    con.execute("create type code as enum (select unnest(?))", [[value for (value,) in values]])
    return con


def _cpu(con: duckdb.DuckDBPyConnection, model: str, schema: str) -> float:
    """CPU seconds to make ``model`` from the tables of ``schema``."""
    con.execute(f"set search_path = '{schema},main'")
    select = sql_models()[model].sql
    if schema == "coded":
        columns = {name: kind for name, kind, *_ in con.execute(f"describe {select}").fetchall()}
        select = coded(select, columns)
    before = time.process_time()
    con.execute(f"create or replace table made as {select}")
    return time.process_time() - before


if __name__ == "__main__":
    main()
