"""Intervals of fractional exposure, counterpart mass and the share's stability, by resampling works."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import Floats
from analytics.estimates.est_exposure import CELL
from analytics.estimates.exposed_works import KIND, SAME, exposed_rows, resampled_cells
from analytics.estimates.replicated import ratio, total
from analytics.estimates.series import limits_of, portions, resampled
from analytics.estimates.stability import stability_interval
from analytics.estimates.unit_rows import both_scopes, group_rows, is_repeated, work_table

_LIMITS = ("exposed_fractional", "counterpart_mass", "exposed_share_stability")
_NAMES = tuple(f"{name}_{side}" for name in _LIMITS for side in ("low", "high"))


def est_fractional_exposure(
    ind_exposed_cell: Iterator[pl.DataFrame],
    stg_works: Iterator[pl.DataFrame],
    ind_work_unit: Iterator[pl.DataFrame],
    tag_work_scope: Iterator[pl.DataFrame],
    ind_work_counterpart: Iterator[pl.DataFrame],
    ref_parameter: pl.DataFrame,
) -> Iterator[pl.DataFrame]:
    """One row per window with at least ten works and an exposed one: 95 % limits.

    `exposed_fractional_*` of Σ w·s / Σ w and `counterpart_mass_*` of Σ w(p,W) by the Poisson bootstrap over works;
    `exposed_share_stability_*` of the full share in closed form. Shares have none where every work is exposed: what
    was not seen cannot be drawn. Kinds of exposure with the same exposed works are estimated once.
    """
    cells = resampled_cells(ind_exposed_cell, ref_parameter["small_cell"][0]).filter(~is_repeated())
    yield _with_limits(cells.clear(), np.empty((0, 2)), np.empty((0, 2))).select(*CELL, *_NAMES)
    works = work_table(stg_works)
    marks = exposed_rows(ind_work_counterpart, works, cells)
    cells = cells.join(marks.select(*KIND, "kind_no").unique(), on=KIND).sort(*SAME, *KIND)
    for chunk in group_rows(ind_work_unit, tag_work_scope, works, cells):
        asked = cells.join(chunk, on="group", how="semi", maintain_order="left")
        for portion in portions(asked, "group", 1 + 2 * pl.col("kind_no").n_unique()):
            yield both_scopes(_estimate(portion, chunk, marks).select(*CELL, *_NAMES))


def _estimate(cells: pl.DataFrame, counted: pl.DataFrame, marks: pl.DataFrame) -> pl.DataFrame:
    first = cells.unique(SAME, keep="first", maintain_order=True)
    series = pl.col("group") * (1 + 2 * int(max(first["kind_no"], default=0)))
    first = first.with_columns(
        bottom=series, top=series + 2 * pl.col("kind_no") - 1, mass=series + 2 * pl.col("kind_no")
    )
    credit = counted.join(first, on="group", how="semi")
    groups = first.select("group", *KIND, "top", "mass").unique(("group", "top"), keep="first", maintain_order=True)
    exposed = credit.join(groups, on="group").join(marks.rename({"mass": "part"}), on=(*KIND, "work_no"))
    rows = (
        (credit, series, "weight"),
        (exposed, pl.col("top"), "weight"),
        (exposed, pl.col("mass"), "part"),
    )
    sums = resampled(pl.concat([frame.select("year", "hash", series=no, value=value) for frame, no, value in rows]))
    top, bottom, mass = (sums.span(first, name) for name in ("top", "bottom", "mass"))
    estimated = _with_limits(first, limits_of(ratio, top, bottom), limits_of(total, mass))
    return cells.join(estimated.select(*SAME, *_NAMES), on=SAME, maintain_order="left")


def _with_limits(cells: pl.DataFrame, fractional: Floats, mass: Floats) -> pl.DataFrame:
    stability = stability_interval(cells["exposed_works"].to_numpy(), cells["works"].to_numpy())
    columns = np.hstack([fractional, mass, stability])
    is_mixed = pl.col("exposed_works") < pl.col("works")
    found = cells.with_columns(pl.Series(name, columns[:, n], dtype=pl.Float64) for n, name in enumerate(_NAMES))
    shares = [name for name in _NAMES if not name.startswith("counterpart")]
    return found.with_columns(pl.when(is_mixed).then(pl.col(name)).alias(name) for name in shares)
