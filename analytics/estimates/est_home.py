"""Intervals of the shares of families of institutions, groups of countries, groups of technologies and items."""

from __future__ import annotations

import polars as pl

from analytics.estimates.intervals import wilson


def est_home(ind_home_share: pl.DataFrame) -> pl.DataFrame:
    """The rows of `ind_home_share` (exposed_works of works) with the 95 % Wilson limits of the share, 0..1."""
    low, high = wilson(pl.col("exposed_works"), pl.col("works"))
    return ind_home_share.with_columns(exposed_share_low=low, exposed_share_high=high).sort("works", "exposed_works")
