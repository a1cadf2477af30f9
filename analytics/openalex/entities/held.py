"""Which institutions, topics and funders the works of a warehouse refer to, and which of them it already holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from analytics.openalex.entities.kinds import KINDS, WORKS, Kind
from analytics.openalex.shards import Part, part_directory, parts
from analytics.settings import Settings

# Raw tables of works that name ids, and how. Parents of institutions are named by their lineage alone.
_NAMED = {
    "institutions": (
        ("raw_authorship_institutions", "institution_id"),
        ("raw_authorship_institutions", "unnest(string_split(lineage, ' '))"),
        ("raw_affiliation_institutions", "institution_id"),
    ),
    "topics": (("raw_topics", "topic_id"),),
    "funders": (("raw_funders", "funder_id"),),
}


def wanted(settings: Settings, kind: Kind, since: date) -> list[str]:
    """Ids that works name and of which no record since the day ``since`` is held, in order.

    A record is as old as the snapshot or the answer it came with, or, from a file, as its own date of change.
    """
    warehouse, found = settings.warehouse, parts(settings.warehouse)
    works = [part for part in found if part.entity == WORKS]
    if not works:
        return []
    spill = str(warehouse / "spool" / ".spill")
    limits = {"threads": str(settings.threads), "memory_limit": settings.memory_limit, "temp_directory": spill}
    with duckdb.connect(config={**limits}) as con:
        _held(con, warehouse, kind, [part for part in found if part.entity == kind.name])
        named = " union all ".join(
            f"select {column} as id from {_rows(warehouse, works, table)}" for table, column in _NAMED[kind.name]
        )
        rows = con.execute(
            f"select distinct id from ({named}) where regexp_full_match(id, '{kind.letter}[0-9]+') "
            "and id not in (select id from held where seen >= ?) order by id",
            [since.isoformat()],
        )
        return [identifier for (identifier,) in rows.fetchall()]


def given_tables(warehouse: Path, found: Iterable[Part]) -> dict[str, list[Path]]:
    """Raw table of each kind → its shards among the parts ``found``; no shard where none is held."""
    here = list(found)
    return {
        kind.table: [part_directory(warehouse, p.part_id) / f"{kind.table}.parquet" for p in here if p.entity == name]
        for name, kind in KINDS.items()
    }


def _held(con: duckdb.DuckDBPyConnection, warehouse: Path, kind: Kind, found: list[Part]) -> None:
    releases = pl.DataFrame(
        [(part.part_id, part.release) for part in found],
        schema={"part_id": pl.String, "release": pl.String},
        orient="row",
    )
    con.register("release_of", releases.to_arrow())
    con.register("nothing", kind.empty().to_arrow())
    source = _rows(warehouse, found, kind.table) if found else "nothing"
    con.execute(
        f"create temp table held as select e.{kind.id_column} as id, "
        "max(coalesce(r.release, left(e.updated_date, 10), '')) as seen "
        f"from {source} as e left join release_of as r on e.part_id = r.part_id group by e.{kind.id_column}"
    )


def _rows(warehouse: Path, found: list[Part], table: str) -> str:
    files = (str(part_directory(warehouse, part.part_id) / f"{table}.parquet") for part in found)
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    return f"read_parquet([{listed}])"
