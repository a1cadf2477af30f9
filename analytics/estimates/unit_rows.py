"""What is resampled: works of units in technologies, by numbers instead of names, in bounded chunks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from analytics.estimates.bootstrap import work_hashes

UNIT = ("unit_kind", "unit_id", "unit_hk_mo")
SCOPE = ("technology_id", "tag_scope")
_CHUNK_ROWS = 100_000

Batches = Iterable[pl.DataFrame]


def is_repeated() -> pl.Expr:
    """All works are the same under `high_probable` as under `high`: such cells are estimated once, `both_scopes`."""
    return (pl.col("technology_id") == "all") & (pl.col("tag_scope") == "high_probable")


def both_scopes(found: pl.DataFrame) -> pl.DataFrame:
    """``found`` with its rows of all works under both scopes."""
    again = found.filter(pl.col("technology_id") == "all").with_columns(tag_scope=pl.lit("high_probable"))
    return pl.concat([found, again])


def numbered(cells: pl.DataFrame, columns: tuple[str, ...], name: str) -> pl.DataFrame:
    """One row for each value of ``columns`` in ``cells``, with its number in ``name``."""
    rows = cells.select(columns).unique().sort(columns)
    return rows.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias(name))


def work_table(stg_works: Batches) -> pl.DataFrame:
    """One row per work: its id, a number, year and hash."""
    works = pl.concat([batch.select("work_id", year="publication_year") for batch in stg_works]).sort("work_id")
    hashes = pl.Series("hash", work_hashes(works["work_id"]), dtype=pl.UInt64)
    return works.with_columns(hashes).with_row_index("work_no")


def scope_rows(tag_work_scope: Batches, works: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """One row per work and scope that ``cells`` ask for: work_no and SCOPE."""
    ids, scopes = works.select("work_id", "work_no"), cells.select(SCOPE).unique()
    rows = [
        batch.join(scopes, on=SCOPE, how="semi").join(ids, on="work_id").select("work_no", *SCOPE)
        for batch in tag_work_scope
    ]
    return pl.concat(rows)


def group_rows(
    ind_work_unit: Batches, tag_work_scope: Batches, works: pl.DataFrame, cells: pl.DataFrame
) -> Iterator[pl.DataFrame]:
    """One row per work of a group (a unit and a scope, numbered in ``cells``): group, work_no, year, hash, weight.

    A chunk holds whole units: some 100,000 works of units, or a single unit.
    """
    groups = cells.select("group", *UNIT, *SCOPE).unique()
    units = numbered(groups, UNIT, "unit_no")
    groups = groups.join(units, on=UNIT).select("group", "unit_no", *SCOPE)
    scopes = scope_rows(tag_work_scope, works, cells)
    for chunk in _chunks(_unit_rows(ind_work_unit, works, units)):
        rows = chunk.join(scopes, on="work_no").join(groups, on=("unit_no", *SCOPE))
        yield rows.join(works, on="work_no").select("group", "work_no", "year", "hash", "weight")


def _unit_rows(ind_work_unit: Batches, works: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    ids = works.select("work_id", "work_no")
    rows = [
        batch.rename({"hk_mo": "unit_hk_mo"})
        .join(units, on=UNIT)
        .join(ids, on="work_id")
        .select("unit_no", "work_no", pl.col("weight").cast(pl.Float64))
        for batch in ind_work_unit
    ]
    return pl.concat(rows).sort("unit_no", "work_no")


def _chunks(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    ends = rows.group_by("unit_no", maintain_order=True).len()["len"].cum_sum().to_list()
    start = last = 0
    for end in ends:
        if end - start > _CHUNK_ROWS and last > start:
            yield rows[start:last]
            start = last
        last = end
    if last > start:
        yield rows[start:last]
