"""Interval of how strongly two institutions work together in the newest years, by resampling works."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.estimates.bootstrap import FEWEST_WORKS
from analytics.estimates.pair_limits import asked_pairs, pair_limits, shared_rows
from analytics.estimates.works import work_table


def est_institution_pair_limits(
    ind_institution_pair: Iterator[pl.DataFrame],
    ind_newest_window: pl.DataFrame,
    stg_work_year: Iterator[pl.DataFrame],
    ind_work_unit: Iterator[pl.DataFrame],
    tag_work_scope: Iterator[pl.DataFrame],
    ref_parameter: pl.DataFrame,
) -> Iterator[pl.DataFrame]:
    """One row per row of `ind_institution_pair` of the newest window with at least ten joint works.

    Limits as in `est_country_pair_limits`. Of all windows there are ten times as many, and as much to hold.
    """
    newest = ind_newest_window.select("window_years", "last_year")
    pairs = pl.concat([batch.join(newest, on=newest.columns) for batch in ind_institution_pair])
    cells = asked_pairs(pairs, "institution", max(ref_parameter["small_cell"][0], FEWEST_WORKS))
    works, first, last = work_table(stg_work_year), pl.lit(cells["first_year"].min()), pl.lit(cells["last_year"].max())
    shared = shared_rows(ind_work_unit, works, "institution").filter(pl.col("year").is_between(first, last))
    # One window alone is asked for, so its years may be one.
    shared = shared.with_columns(year=last.cast(pl.Int64))
    yield from pair_limits(cells, shared, works, tag_work_scope, "institution")
