"""What the bootstrap of exposure resamples: works of units, by numbers instead of names, in bounded portions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from analytics.estimates.bootstrap import work_hashes

UNIT = ("unit_kind", "unit_id", "unit_hk_mo")
SCOPE = ("technology_id", "tag_scope")
KIND = ("profile_id", "variant")
_CHUNK_ROWS = 20_000

Batches = Iterable[pl.DataFrame]


@dataclass(frozen=True)
class Numbered:
    """Keys of the cells asked for, each with its number in ``name``_no."""

    units: pl.DataFrame
    scopes: pl.DataFrame
    kinds: pl.DataFrame


def numbered(cells: pl.DataFrame) -> Numbered:
    """Numbers for every unit, scope and kind of exposure that ``cells`` name."""

    def keys(columns: tuple[str, ...], name: str) -> pl.DataFrame:
        return cells.select(columns).unique().sort(columns).with_row_index(name)

    return Numbered(keys(UNIT, "unit_no"), keys(SCOPE, "scope_no"), keys(KIND, "kind_no"))


def work_table(stg_works: Batches) -> pl.DataFrame:
    """One row per work: its id, a number, year and hash."""
    works = pl.concat([batch.select("work_id", year="publication_year") for batch in stg_works]).sort("work_id")
    hashes = pl.Series("hash", work_hashes(works["work_id"]), dtype=pl.UInt64)
    return works.with_columns(hashes).with_row_index("work_no")


def unit_rows(ind_work_unit: Batches, works: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """One row per unit and work: unit_no, work_no, weight; sorted."""
    ids = works.select("work_id", "work_no")
    rows = [
        batch.rename({"hk_mo": "unit_hk_mo"})
        .join(units, on=UNIT)
        .join(ids, on="work_id")
        .select("unit_no", "work_no", pl.col("weight").cast(pl.Float64))
        for batch in ind_work_unit
    ]
    return pl.concat(rows).sort("unit_no", "work_no")


def scope_rows(tag_work_scope: Batches, works: pl.DataFrame, scopes: pl.DataFrame) -> pl.DataFrame:
    """One row per work and scope asked for: work_no, scope_no."""
    ids = works.select("work_id", "work_no")
    rows = [
        batch.join(scopes, on=SCOPE).join(ids, on="work_id").select("work_no", "scope_no") for batch in tag_work_scope
    ]
    return pl.concat(rows)


def exposed_rows(ind_work_counterpart: Batches, works: pl.DataFrame, kinds: pl.DataFrame) -> pl.DataFrame:
    """One row per exposed work and kind of exposure: work_no, kind_no, mass (credit of W on the work)."""
    ids = works.select("work_id", "work_no")
    rows = [
        batch.join(kinds, on=KIND).join(ids, on="work_id").select("work_no", "kind_no", mass="weight")
        for batch in ind_work_counterpart
    ]
    summed = pl.concat(rows).group_by("work_no", "kind_no").agg(pl.col("mass").sum())
    return summed.with_columns(pl.col("mass").cast(pl.Float64))


def chunks(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """``rows`` of `unit_rows` cut between units, so that a chunk has some 20,000 rows or a single unit."""
    ends = rows.group_by("unit_no", maintain_order=True).len()["len"].cum_sum().to_list()
    start = last = 0
    for end in ends:
        if end - start > _CHUNK_ROWS and last > start:
            yield rows[start:last]
            start = last
        last = end
    if last > start:
        yield rows[start:last]
