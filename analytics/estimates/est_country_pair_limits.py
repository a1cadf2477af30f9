"""Interval of how strongly two countries work together, by resampling works."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.estimates.bootstrap import FEWEST_WORKS
from analytics.estimates.pair_limits import asked_pairs, pair_limits, shared_rows
from analytics.estimates.works import work_table


def est_country_pair_limits(
    ind_country_pair: pl.DataFrame,
    stg_work_year: Iterator[pl.DataFrame],
    ind_work_unit: Iterator[pl.DataFrame],
    tag_work_scope: Iterator[pl.DataFrame],
    ref_parameter: pl.DataFrame,
) -> Iterator[pl.DataFrame]:
    """One row per row of `ind_country_pair` with at least ten joint works: limits of RIC and association strength.

    Beside the intervals that take links one by one: the links of one work come and go together (methods §5).
    """
    cells = asked_pairs(ind_country_pair, "country", max(ref_parameter["small_cell"][0], FEWEST_WORKS))
    works = work_table(stg_work_year)
    yield from pair_limits(cells, shared_rows(ind_work_unit, works, "country"), works, tag_work_scope, "country")
