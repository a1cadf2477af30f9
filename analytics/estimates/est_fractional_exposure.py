"""Intervals of fractional exposure, counterpart mass and the share's stability, by resampling works."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import Floats
from analytics.estimates.est_exposure import CELL
from analytics.estimates.exposed_works import SAME, exposed_rows, resampled_cells
from analytics.estimates.series import Series, window_limits
from analytics.estimates.stability import stability_interval
from analytics.estimates.unit_rows import group_rows, scope_rows
from analytics.estimates.works import work_table

_LIMITS = ("exposed_fractional", "counterpart_mass", "exposed_share_stability")
_NAMES = tuple(f"{name}_{side}" for name in _LIMITS for side in ("low", "high"))


def est_fractional_exposure(
    ind_exposed_cell: Iterator[pl.DataFrame],
    stg_work_year: Iterator[pl.DataFrame],
    ind_work_unit: Iterator[pl.DataFrame],
    tag_work_scope: Iterator[pl.DataFrame],
    ind_work_counterpart: Iterator[pl.DataFrame],
    ref_parameter: pl.DataFrame,
) -> Iterator[pl.DataFrame]:
    """One row per window, single years too, with at least ten works and an exposed one: 95 % limits.

    `exposed_fractional_*` of Σ w·s / Σ w and `counterpart_mass_*` of Σ w(p,W) by the Poisson bootstrap over works;
    `exposed_share_stability_*` of the full share in closed form. Shares have none where every work is exposed: what
    was not seen cannot be drawn. Kinds of exposure with the same exposed works are estimated once.
    """
    cells = resampled_cells(ind_exposed_cell, pl.lit(True), ref_parameter["small_cell"][0], with_years=True)
    cells = _with_stability(cells)
    yield _with_limits(cells.clear(), np.empty((0, 2, 2))).select(*CELL, *_NAMES)
    works = work_table(stg_work_year)
    cells, credit = exposed_rows(ind_work_counterpart, works, cells)
    scopes = scope_rows(tag_work_scope, works, cells)
    for asked, rows in group_rows(ind_work_unit, works, scopes, cells):
        series = Series(rows.key, works.hash[rows.work], _values(rows.carried, credit[rows.work]))
        yield _estimate(asked, series).select(*CELL, *_NAMES)


def _values(weight: Floats, credit: Floats) -> Floats:
    """What is summed: the unit's credit; by kind of exposure its credit on exposed works; by kind the credit of W."""
    is_exposed = ~np.isnan(credit)
    return np.hstack([weight[:, None], weight[:, None] * is_exposed, np.where(is_exposed, credit, 0)])


def _estimate(cells: pl.DataFrame, series: Series) -> pl.DataFrame:
    first = cells.unique(SAME, keep="first", maintain_order=True)
    kind, whole = first["kind_no"].to_numpy(), np.zeros(first.height, np.int64)
    kinds = series.values.shape[1] // 2
    tops, bottoms = np.column_stack([1 + kind, 1 + kinds + kind]), np.column_stack([whole, whole - 1])
    estimated = _with_limits(first, window_limits(series, first, tops, bottoms))
    return cells.drop(_NAMES[4:]).join(estimated.select(*SAME, *_NAMES), on=SAME, maintain_order="left")


def _with_stability(cells: pl.DataFrame) -> pl.DataFrame:
    found = stability_interval(cells["exposed_works"].to_numpy(), cells["works"].to_numpy())
    return cells.with_columns(pl.Series(name, found[:, n], dtype=pl.Float64) for n, name in enumerate(_NAMES[4:]))


def _with_limits(cells: pl.DataFrame, drawn: Floats) -> pl.DataFrame:
    columns, is_mixed = drawn.reshape(-1, 4), pl.col("exposed_works") < pl.col("works")
    found = cells.with_columns(pl.Series(name, columns[:, n], dtype=pl.Float64) for n, name in enumerate(_NAMES[:4]))
    shares = [name for name in _NAMES if not name.startswith("counterpart")]
    return found.with_columns(pl.when(is_mixed).then(pl.col(name)).alias(name) for name in shares)
