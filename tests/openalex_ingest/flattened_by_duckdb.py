"""The raw tables once more, from the SELECTs under `flatten/`: what rows.py and columns.py have to agree with."""

from __future__ import annotations

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


def write_raw(con: duckdb.DuckDBPyConnection, directory: Path) -> None:
    """Write one Parquet file per raw table into ``directory`` from the temporary table `work` of ``con``."""
    con.execute(_AUTHORSHIP)
    con.execute(_AFFILIATION)
    for path in sorted(_SELECTS.glob("raw_*.sql")):
        target, select = directory / f"{path.stem}.parquet", path.read_text(encoding="utf-8")
        con.execute(f"copy ({select}) to '{target}' (format parquet, compression zstd)")
