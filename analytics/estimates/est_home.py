"""Intervals of the shares of families of institutions, groups of countries, groups of technologies and items."""

from __future__ import annotations

import polars as pl

from analytics.estimates.intervals import wilson


def est_home(ind_home_share: pl.DataFrame) -> pl.DataFrame:
    """The rows of `ind_home_share` (part of whole) with the 95 % Wilson limits of the share, 0..1; null of nothing."""
    low, high = wilson(pl.col("part"), pl.col("whole"))
    return ind_home_share.with_columns(share_low=low, share_high=high).sort("whole", "part")
