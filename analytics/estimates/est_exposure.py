"""Shares, intervals and bounds of every exposure cell."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.estimates.intervals import wilson

CELL = (
    "profile_id",
    "variant",
    "unit_kind",
    "unit_id",
    "technology_id",
    "tag_scope",
    "window_years",
    "last_year",
)
"""The columns that name a cell of exposure."""


def est_exposure(ind_exposure: Iterator[pl.DataFrame], ref_parameter: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The rows of `ind_exposure` and, beside its counts, shares 0..1: null in cells of fewer than `small_cell` works.

    Bounds and complete case follow methods §2: U works have unknown affiliation and no known counterpart, so the
    share lies in [K/N, (K+U)/N]; where all works are exposed or known, the complete case is K/(N−U).
    """
    small = ref_parameter["small_cell"][0]
    for batch in ind_exposure:
        yield _estimate(batch, small)


def _estimate(cells: pl.DataFrame, small: int) -> pl.DataFrame:
    works, exposed, unresolved = pl.col("works"), pl.col("exposed_works"), pl.col("unresolved_works")
    international, known_access = pl.col("international_works"), pl.col("works_with_access")
    resolved = works - unresolved
    rates = {
        "exposed_share": exposed / works,
        "bound_low": exposed / works,
        "bound_high": (exposed + unresolved) / works,
        "complete_case_share": exposed / pl.when(resolved > 0).then(resolved),
        "exposed_fractional_share": pl.col("exposed_fractional") / pl.col("works_fractional"),
        "international_share": international / works,
        "open_access_share": pl.col("open_access_works") / pl.when(known_access > 0).then(known_access),
    }
    rates["exposed_share_low"], rates["exposed_share_high"] = wilson(exposed, works)
    rates["complete_case_low"], rates["complete_case_high"] = wilson(exposed, resolved)
    rates["international_share_low"], rates["international_share_high"] = wilson(international, works)
    access = wilson(pl.col("open_access_works"), known_access)
    rates["open_access_share_low"], rates["open_access_share_high"] = access
    is_small = works < small
    return cells.with_columns(
        (1 - pl.col("unknown_mass") / works).alias("coverage"),
        is_small.alias("is_small"),
        *(pl.when(~is_small).then(rate).alias(name) for name, rate in rates.items()),
    )
