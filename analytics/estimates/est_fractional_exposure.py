"""Intervals of fractional exposure, counterpart mass and the share's stability, by resampling works."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import Floats, Ints, replicate_sums
from analytics.estimates.exposure_rows import (
    KIND,
    SCOPE,
    UNIT,
    chunks,
    exposed_rows,
    numbered,
    scope_rows,
    unit_rows,
    work_table,
)
from analytics.estimates.limits import ratio_limits, total_limits
from analytics.estimates.stability import stability_interval

_KEY = (*KIND, "unit_kind", "unit_id", *SCOPE, "window_years", "last_year")
_GROUP = ("unit_no", "scope_no")
_LIMITS = ("exposed_fractional", "counterpart_mass", "exposed_share_stability")
_NAMES = tuple(f"{name}_{side}" for name in _LIMITS for side in ("low", "high"))
_PORTION = 6_000
"""Sums held at a time: 48 MB of replicates."""


def est_fractional_exposure(
    ind_exposure: Iterator[pl.DataFrame],
    stg_works: Iterator[pl.DataFrame],
    ind_work_unit: Iterator[pl.DataFrame],
    tag_work_scope: Iterator[pl.DataFrame],
    ind_work_counterpart: Iterator[pl.DataFrame],
    ref_parameter: pl.DataFrame,
) -> Iterator[pl.DataFrame]:
    """One row per window of `ind_exposure` with at least `small_cell` works and an exposed one: 95 % limits.

    `exposed_fractional_*` of Σ w·s / Σ w and `counterpart_mass_*` of Σ w(p,W) by the Poisson bootstrap over works;
    `exposed_share_stability_*` of the full share in closed form. Shares have none where every work is exposed: what
    was not seen cannot be drawn. Rows of all works under `high_probable` are those under `high`.
    """
    cells = _cells(ind_exposure, ref_parameter["small_cell"][0])
    yield _with_limits(cells.clear(), np.empty((0, 2)), np.empty((0, 2))).select(*_KEY, *_NAMES)
    keys = numbered(cells)
    works = work_table(stg_works)
    rows = unit_rows(ind_work_unit, works, keys.units)
    scopes = scope_rows(tag_work_scope, works, keys.scopes)
    marks = exposed_rows(ind_work_counterpart, works, keys.kinds)
    dated = works.select("work_no", "year", "hash")
    cells = cells.join(keys.units, on=UNIT).join(keys.scopes, on=SCOPE).join(keys.kinds, on=KIND).sort(*_GROUP, *_KEY)
    for chunk in chunks(rows):
        asked = cells.join(chunk.select("unit_no").unique(), on="unit_no", how="semi", maintain_order="left")
        counted = chunk.join(scopes, on="work_no").join(asked, on=_GROUP, how="semi").join(dated, on="work_no")
        for portion in _portions(asked):
            yield _both_scopes(_estimate(portion, counted, marks).select(*_KEY, *_NAMES))


def _cells(ind_exposure: Iterator[pl.DataFrame], small: int) -> pl.DataFrame:
    is_asked = (pl.col("window_years") != 1) & (pl.col("works") >= small) & (pl.col("exposed_works") > 0)
    is_repeated = (pl.col("technology_id") == "all") & (pl.col("tag_scope") == "high_probable")
    unit_hk_mo = pl.when(pl.col("unit_kind") == "institution").then(pl.lit("own")).otherwise("hk_mo")
    wanted = (*_KEY, "first_year", "works", "exposed_works")
    kept = [batch.filter(is_asked & ~is_repeated).select(*wanted, unit_hk_mo=unit_hk_mo) for batch in ind_exposure]
    return pl.concat(kept)


def _both_scopes(found: pl.DataFrame) -> pl.DataFrame:
    again = found.filter(pl.col("technology_id") == "all").with_columns(tag_scope=pl.lit("high_probable"))
    return pl.concat([found, again])


def _portions(cells: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """``cells`` cut between groups so that the sums of a portion's years fit."""
    span = (pl.col("last_year").max() - pl.col("first_year").min() + 1) * (1 + 2 * pl.struct(KIND).n_unique())
    sums = cells.group_by(_GROUP, maintain_order=True).agg(sums=span, rows=pl.len())
    number = (sums["sums"].cum_sum() // _PORTION).alias("portion")
    for size in sums.with_columns(number).group_by("portion", maintain_order=True).agg(pl.col("rows").sum())["rows"]:
        yield cells[:size]
        cells = cells[size:]


def _estimate(cells: pl.DataFrame, counted: pl.DataFrame, marks: pl.DataFrame) -> pl.DataFrame:
    credit = counted.join(cells, on=_GROUP, how="semi")
    exposed = credit.join(marks, on="work_no").join(cells, on=(*_GROUP, "kind_no"), how="semi")
    bottoms = _slots(credit, _GROUP, 0)
    tops = _slots(exposed, (*_GROUP, "kind_no"), bottoms.height)
    beyond = bottoms.height + tops.height
    fractional = exposed.join(tops, on=(*_GROUP, "kind_no", "year"))
    rows = pl.concat(
        [
            credit.join(bottoms, on=(*_GROUP, "year")).select("slot", "hash", value="weight"),
            fractional.select("slot", "hash", value="weight"),
            fractional.select(pl.col("slot") + tops.height, "hash", value="mass"),
        ]
    )
    sums = replicate_sums(
        rows["slot"].to_numpy(), rows["hash"].to_numpy(), rows["value"].to_numpy(), beyond + tops.height
    )
    ends, years = _years(cells, tops, (*_GROUP, "kind_no"))
    return _with_limits(
        cells,
        ratio_limits(sums, (ends, years), _years(cells, bottoms, _GROUP)),
        total_limits(sums, ends, years + tops.height),
    )


def _slots(rows: pl.DataFrame, key: tuple[str, ...], first: int) -> pl.DataFrame:
    years = rows.select(*key, "year").unique().sort(*key, "year")
    return years.with_columns(slot=pl.int_range(pl.len(), dtype=pl.Int64) + first)


def _years(cells: pl.DataFrame, slots: pl.DataFrame, key: tuple[str, ...]) -> tuple[Ints, Ints]:
    """The slots of each cell's years, one cell after the other, and where each cell's begin."""
    cell = cells.select(*key, "first_year", "last_year").with_row_index("cell")
    within = pl.col("year").is_between("first_year", "last_year")
    found = cell.join(slots, on=key).filter(within).sort("cell", "year")
    sizes = np.bincount(found["cell"].to_numpy(), minlength=cells.height)
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64), found["slot"].to_numpy()


def _with_limits(cells: pl.DataFrame, fractional: Floats, mass: Floats) -> pl.DataFrame:
    stability = stability_interval(cells["exposed_works"].to_numpy(), cells["works"].to_numpy())
    columns = np.hstack([fractional, mass, stability])
    is_mixed = pl.col("exposed_works") < pl.col("works")
    found = cells.with_columns(pl.Series(name, columns[:, n], dtype=pl.Float64) for n, name in enumerate(_NAMES))
    shares = [name for name in _NAMES if not name.startswith("counterpart")]
    return found.with_columns(pl.when(is_mixed).then(pl.col(name)).alias(name) for name in shares)
