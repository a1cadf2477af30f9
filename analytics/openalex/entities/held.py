"""Which institutions, topics and funders the works of a warehouse refer to, and which of them it already holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import polars as pl

from analytics.openalex.entities.kinds import KINDS, WORKS, Kind
from analytics.openalex.shards import Part, part_directory, parts

# Raw tables of works that name ids, and how. Parents of institutions are named by their lineage alone.
_NAMED = {
    "institutions": (
        ("raw_authorship_institutions", pl.col("institution_id")),
        ("raw_authorship_institutions", pl.col("lineage").str.split(" ").explode()),
        ("raw_affiliation_institutions", pl.col("institution_id")),
    ),
    "topics": (("raw_topics", pl.col("topic_id")),),
    "funders": (("raw_funders", pl.col("funder_id")),),
}


def wanted(warehouse: Path, kind: Kind, since: date) -> list[str]:
    """Ids that works name and of which no record since the day ``since`` is held, in order.

    A record is as old as the snapshot or the answer it came with, or, from a file, as its own date of change.
    """
    found = parts(warehouse)
    works = [part_directory(warehouse, part.part_id) for part in found if part.entity == WORKS]
    if not works:
        return []
    named = pl.concat(_ids(works, table, column) for table, column in _NAMED[kind.name])
    missing = named.unique().join(_fresh(warehouse, kind, found, since), on="id", how="anti")
    is_one = pl.col("id").str.contains(f"^{kind.letter}[0-9]+$")
    return missing.filter(is_one).sort("id").collect(engine="streaming")["id"].to_list()


def _ids(works: list[Path], table: str, column: pl.Expr) -> pl.LazyFrame:
    return pl.scan_parquet([folder / f"{table}.parquet" for folder in works]).select(column.alias("id")).unique()


def _fresh(warehouse: Path, kind: Kind, found: list[Part], since: date) -> pl.LazyFrame:
    """Ids of which a record since that day is held."""
    releases = pl.LazyFrame(
        [(part.part_id, part.release) for part in found],
        schema={"part_id": pl.String, "release": pl.String},
        orient="row",
    )
    files = given_tables(warehouse, found)[kind.table]
    rows = pl.scan_parquet(files) if files else kind.empty().lazy()
    seen = pl.coalesce("release", pl.col("updated_date").str.head(10))
    fresh = rows.join(releases, on="part_id", how="left").filter(seen >= since.isoformat())
    return fresh.select(pl.col(kind.id_column).alias("id"))


def given_tables(warehouse: Path, found: Iterable[Part]) -> dict[str, list[Path]]:
    """Raw table of each kind → its shards among the parts ``found``; no shard where none is held."""
    here = list(found)
    return {
        kind.table: [part_directory(warehouse, p.part_id) / f"{kind.table}.parquet" for p in here if p.entity == name]
        for name, kind in KINDS.items()
    }
