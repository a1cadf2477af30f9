"""The world's international share in a technology, year by year."""

from __future__ import annotations

import polars as pl

from analytics.estimates.intervals import wilson


def est_technology(ind_technology_year: pl.DataFrame, ref_parameter: pl.DataFrame) -> pl.DataFrame:
    """One row per row of `ind_technology_year`, same key; shares 0..1, null below `small_cell` works."""
    works, international = pl.col("works"), pl.col("international_works")
    low, high = wilson(international, works)
    is_small = works < ref_parameter["small_cell"][0]
    rates = {
        "international_share": international / works,
        "international_share_low": low,
        "international_share_high": high,
    }
    return ind_technology_year.select(
        "technology_id",
        "tag_scope",
        "publication_year",
        (1 - pl.col("unknown_country_mass") / works).alias("coverage"),
        *(pl.when(~is_small).then(rate).alias(name) for name, rate in rates.items()),
    )
