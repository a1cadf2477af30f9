"""Interval of the standardised exposure ratio, by resampling works."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.compiled import compiled
from analytics.estimates.bootstrap import GRID, Floats, Ints
from analytics.estimates.est_exposure import CELL
from analytics.estimates.exposed_works import KIND, SAME, exposed_rows, resampled_cells
from analytics.estimates.series import Series, window_limits
from analytics.estimates.unit_rows import SCOPE, group_rows, numbered, scope_rows
from analytics.estimates.works import Works, work_table

_STRATUM = (*SCOPE, "scope_no", "stratum_id")


def est_exposure_ratio_limits(
    ind_exposed_cell: Iterator[pl.DataFrame],
    stg_work_year: Iterator[pl.DataFrame],
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
    works = work_table(stg_work_year)
    cells, credit = exposed_rows(ind_work_counterpart, works, cells)
    scopes = scope_rows(tag_work_scope, works, cells)
    expected = np.zeros((scopes.height, credit.shape[1]))
    _add_expected(expected, ind_work_stratum, _rates(ind_stratum_rate, cells), works, scopes)
    for asked, rows in group_rows(ind_work_unit, works, scopes, cells):
        values = np.hstack([~np.isnan(credit[rows.work]), expected[rows.place]])
        yield _named(asked, _limits(asked, Series(rows.key, works.hash[rows.work], values)))


def _rates(ind_stratum_rate: Iterator[pl.DataFrame], cells: pl.DataFrame) -> pl.DataFrame:
    """The world's exposed share: kind_no, _STRATUM, year, rate."""
    kinds, scopes = cells.select(*KIND, "kind_no").unique("kind_no"), cells.select(*SCOPE, "scope_no").unique()
    rows = [batch.join(kinds, on=KIND).join(scopes, on=SCOPE) for batch in ind_stratum_rate]
    return pl.concat(rows).select("kind_no", *_STRATUM, "rate", year="publication_year")


def _add_expected(
    found: Floats, ind_work_stratum: Iterator[pl.DataFrame], rates: pl.DataFrame, works: Works, scopes: pl.DataFrame
) -> None:
    """Add the world's exposed part of each work of a scope, by kind: to an array (rows of ``scopes``, kinds).

    In a scope a work is compared within one technology or, part by part, within several.
    """
    strata, first = numbered(rates, _STRATUM, "stratum_no"), int(works.year.min(initial=9999))
    of_year = np.zeros((strata.height, int(works.year.max(initial=first)) - first + 1, found.shape[1]))
    placed = rates.join(strata, on=_STRATUM)
    stratum, year, kind = (placed[name].cast(pl.Int64).to_numpy() for name in ("stratum_no", "year", "kind_no"))
    of_year[stratum, year - first, kind] = placed["rate"].to_numpy()
    starts = np.searchsorted(scopes["work_no"].to_numpy(), np.arange(works.hash.size + 1))
    for batch in ind_work_stratum:
        rows = works.numbered(batch.join(strata, on=(*SCOPE, "stratum_id")))
        work, scope, stratum = (rows[name].cast(pl.Int64).to_numpy() for name in ("work_no", "scope_no", "stratum_no"))
        weight, year = rows["weight"].cast(pl.Float64).to_numpy(), works.year[work] - first
        _add(found, starts, scopes["scope_no"].to_numpy(), work, scope, weight, of_year, stratum, year)


@compiled
def _add(
    found: Floats, starts: Ints, scopes: Ints, work: Ints, scope: Ints, weight: Floats, of_year: Floats, stratum: Ints,
    year: Ints,
) -> None:  # fmt: skip
    """Add the parts of works, a row each, at their place among the ``scopes`` of the work."""
    for row in range(work.size):
        for place in range(starts[work[row]], starts[work[row] + 1]):
            if scopes[place] == scope[row]:
                for kind in range(found.shape[1]):
                    # On the grid before they are added up, so that no order of rows moves the sum.
                    found[place, kind] += np.rint(weight[row] * of_year[stratum[row], year[row], kind] * GRID) / GRID


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
