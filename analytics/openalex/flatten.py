"""Nested works in, flat Parquet out: one SELECT per raw table, in the folder `flatten/`.

These SELECTs read nested JSON, so they run on DuckDB only; everything after them reads flat tables.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb

_SELECTS = Path(__file__).parent / "flatten"

# Unnested once each, since several raw tables start from them.
_AUTHORSHIP = """create temp table authorship as
select part_id, line_no, unnest(authorships) as authorship, generate_subscripts(authorships, 1) as authorship_no
from work"""
_AFFILIATION = """create temp view affiliation as
select part_id, line_no, authorship_no, unnest(authorship.affiliations) as affiliation,
    generate_subscripts(authorship.affiliations, 1) as affiliation_no
from authorship"""


@cache
def raw_selects() -> dict[str, str]:
    """Raw table name → its SELECT over the temporary tables `work`, `authorship` and `affiliation`."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(_SELECTS.glob("raw_*.sql"))}


def write_raw(con: duckdb.DuckDBPyConnection, directory: Path) -> None:
    """Write one Parquet file per raw table into ``directory`` from the temporary table `work` of ``con``."""
    con.execute(_AUTHORSHIP)
    con.execute(_AFFILIATION)
    for name, select in raw_selects().items():
        target = str(directory / f"{name}.parquet").replace("'", "''")
        con.execute(f"copy ({select}) to '{target}' (format parquet, compression zstd)")
