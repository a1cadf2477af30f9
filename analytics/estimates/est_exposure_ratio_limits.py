"""Interval of the standardised exposure ratio, by resampling works."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import GRID, Floats
from analytics.estimates.est_exposure import CELL
from analytics.estimates.exposed_works import KIND, SAME, exposed_rows, resampled_cells
from analytics.estimates.series import Series, window_limits
from analytics.estimates.unit_rows import SCOPE, group_rows, scope_rows, work_table

_STRATUM = ("scope_no", "stratum_id")


def est_exposure_ratio_limits(
    ind_exposed_cell: Iterator[pl.DataFrame],
    stg_works: Iterator[pl.DataFrame],
    ind_work_unit: Iterator[pl.DataFrame],
    tag_work_scope: Iterator[pl.DataFrame],
    ind_work_counterpart: Iterator[pl.DataFrame],
    ind_work_stratum: Iterator[pl.DataFrame],
    ind_stratum_rate: Iterator[pl.DataFrame],
    ref_parameter: pl.DataFrame,
) -> Iterator[pl.DataFrame]:
    """One row per window of at least ten works of which some, not all, are exposed: 95 % limits of observed / expected.

    By the Poisson bootstrap over works, the world's rates held fixed, beside Byar's interval: that takes exposed works
    for rare events and is too wide where they are not.
    """
    is_mixed = pl.col("exposed_works") < pl.col("works")
    cells = resampled_cells(ind_exposed_cell, is_mixed, ref_parameter["small_cell"][0])
    yield _named(cells.clear(), np.empty((0, 2)))
    works = work_table(stg_works)
    cells, credit = exposed_rows(ind_work_counterpart, works, cells)
    scopes, hashes = scope_rows(tag_work_scope, works, cells), works["hash"].to_numpy()
    expected = _expected(
        _parts(ind_work_stratum, works, cells), _rates(ind_stratum_rate, cells), scopes, credit.shape[1]
    )
    for asked, rows in group_rows(ind_work_unit, works, scopes, cells):
        values = np.hstack([~np.isnan(credit[rows.work]), expected[rows.place]])
        yield _named(asked, _limits(asked, Series(rows.key, hashes[rows.work], values)))


def _parts(ind_work_stratum: Iterator[pl.DataFrame], works: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Which part of a work of a scope is compared within which technology: work_no, _STRATUM, year, part."""
    ids, scopes = works.select("work_id", "work_no", "year"), cells.select(*SCOPE, "scope_no").unique()
    rows = [
        batch.join(scopes, on=SCOPE).join(ids, on="work_id").select("work_no", *_STRATUM, "year", part="weight")
        for batch in ind_work_stratum
    ]
    return pl.concat(rows).with_columns(pl.col("part").cast(pl.Float64), pl.col("scope_no").cast(pl.Int32))


def _rates(ind_stratum_rate: Iterator[pl.DataFrame], cells: pl.DataFrame) -> pl.DataFrame:
    """The world's exposed share: kind_no, scope_no, stratum_id, year, rate."""
    kinds, scopes = cells.select(*KIND, "kind_no").unique("kind_no"), cells.select(*SCOPE, "scope_no").unique()
    rows = [batch.join(kinds, on=KIND).join(scopes, on=SCOPE) for batch in ind_stratum_rate]
    return pl.concat(rows).select(
        "kind_no", pl.col("scope_no").cast(pl.Int32), "stratum_id", "rate", year="publication_year"
    )


def _expected(parts: pl.DataFrame, rates: pl.DataFrame, scopes: pl.DataFrame, kinds: int) -> Floats:
    """The world's exposed part of each work of a scope, by kind: an array (rows of ``scopes``, kinds)."""
    found = np.zeros((scopes.height, kinds))
    scopes = scopes.with_row_index("place")
    for (kind,), of_kind in rates.group_by("kind_no"):
        of_work = parts.join(of_kind, on=(*_STRATUM, "year")).join(scopes, on=("work_no", "scope_no"))
        # On the grid before they are added up, so that no order of rows moves the sum.
        value = (of_work["part"] * of_work["rate"]).to_numpy()
        found[:, int(kind)] = np.bincount(of_work["place"], np.rint(value * GRID) / GRID, scopes.height)
    return found


def _limits(cells: pl.DataFrame, series: Series) -> Floats:
    first = cells.unique(SAME, keep="first", maintain_order=True)
    kind, kinds = first["kind_no"].to_numpy()[:, None], series.values.shape[1] // 2
    found = window_limits(series, first, kind, kinds + kind)[:, 0]
    limited = first.select(SAME).with_columns(low=found[:, 0], high=found[:, 1])
    return cells.join(limited, on=SAME, maintain_order="left").select("low", "high").to_numpy()


def _named(cells: pl.DataFrame, found: Floats) -> pl.DataFrame:
    sides = zip(("exposure_ratio_stability_low", "exposure_ratio_stability_high"), found.T, strict=True)
    limited = [pl.Series(side, limit, dtype=pl.Float64).fill_nan(None) for side, limit in sides]
    return cells.select(CELL).with_columns(limited)
