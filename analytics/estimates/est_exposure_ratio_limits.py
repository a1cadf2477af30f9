"""Interval of the standardised exposure ratio, by resampling works."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import Floats
from analytics.estimates.est_exposure import CELL
from analytics.estimates.exposed_works import KIND, SAME, exposed_rows, resampled_cells
from analytics.estimates.replicated import ratio
from analytics.estimates.series import limits_of, portions, resampled
from analytics.estimates.unit_rows import SCOPE, group_rows, numbered, work_table

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
    cells = resampled_cells(ind_exposed_cell, ref_parameter["small_cell"][0])
    cells = cells.filter(pl.col("exposed_works") < pl.col("works"))
    yield _named(cells.clear(), np.empty((0, 2)))
    works = work_table(stg_works)
    marks = exposed_rows(ind_work_counterpart, works, cells)
    cells = cells.join(marks.select(*KIND, "kind_no").unique(), on=KIND).sort(*SAME, *KIND)
    scopes = numbered(cells, SCOPE, "scope_no")
    cells = cells.join(scopes, on=SCOPE, maintain_order="left")
    strata, rates = _strata(ind_work_stratum, works, scopes), _rates(ind_stratum_rate, scopes, cells)
    for chunk in group_rows(ind_work_unit, tag_work_scope, works, cells):
        asked = cells.join(chunk, on="group", how="semi", maintain_order="left")
        for portion in portions(asked, "group", 2 * pl.col("kind_no").n_unique()):
            yield _named(portion, _limits(portion, chunk, marks, strata, rates))


def _strata(ind_work_stratum: Iterator[pl.DataFrame], works: pl.DataFrame, scopes: pl.DataFrame) -> pl.DataFrame:
    """Which part of a work of a scope is compared within which technology: work_no, scope_no, stratum_id, part."""
    ids = works.select("work_id", "work_no")
    rows = [
        batch.join(scopes, on=SCOPE).join(ids, on="work_id").select("work_no", *_STRATUM, part="weight")
        for batch in ind_work_stratum
    ]
    return pl.concat(rows).with_columns(pl.col("part").cast(pl.Float64))


def _rates(ind_stratum_rate: Iterator[pl.DataFrame], scopes: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """The world's exposed share: kind_no, scope_no, stratum_id, year, rate."""
    kinds = cells.select(*KIND, "kind_no").unique("kind_no")
    rows = [batch.join(kinds, on=KIND).join(scopes, on=SCOPE) for batch in ind_stratum_rate]
    return pl.concat(rows).select("kind_no", *_STRATUM, "rate", year="publication_year")


def _limits(
    cells: pl.DataFrame, counted: pl.DataFrame, marks: pl.DataFrame, strata: pl.DataFrame, rates: pl.DataFrame
) -> Floats:
    most = int(max(cells["kind_no"], default=0))
    series = 2 * (pl.col("group") * (most + 1) + pl.col("kind_no"))
    groups = cells.select("group", "scope_no", "kind_no").unique()
    credit = counted.select("group", "work_no", "year", "hash").join(groups, on="group")
    parts = credit.join(strata, on=("work_no", "scope_no")).join(rates, on=("kind_no", *_STRATUM, "year"))
    exposed = credit.join(marks.select("kind_no", "work_no").unique(), on=("kind_no", "work_no"))
    rows = (
        exposed.select("year", "hash", series=series, value=pl.lit(1.0)),
        parts.select("year", "hash", series=series + 1, value=pl.col("part") * pl.col("rate")),
    )
    sums, first = resampled(pl.concat(rows)), cells.unique(SAME, keep="first", maintain_order=True)
    first = first.with_columns(observed=series, expected=series + 1)
    found = limits_of(ratio, sums.span(first, "observed"), sums.span(first, "expected"))
    limited = first.select(SAME).with_columns(low=found[:, 0], high=found[:, 1])
    return cells.join(limited, on=SAME, maintain_order="left").select("low", "high").to_numpy()


def _named(cells: pl.DataFrame, found: Floats) -> pl.DataFrame:
    sides = zip(("exposure_ratio_stability_low", "exposure_ratio_stability_high"), found.T, strict=True)
    limited = [pl.Series(side, limit, dtype=pl.Float64).fill_nan(None) for side, limit in sides]
    return cells.select(CELL).with_columns(limited)
