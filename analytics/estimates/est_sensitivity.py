"""The exposure share under every choice of how to count, beside the headline."""

from __future__ import annotations

import polars as pl

from analytics.estimates.intervals import wilson

_CELL = ("institution_id", "profile_id", "kind", "technology_id", "window_years", "last_year")


def est_sensitivity(ind_sensitivity: pl.DataFrame, ref_parameter: pl.DataFrame) -> pl.DataFrame:
    """One row per row of `ind_sensitivity`, same key; shares 0..1, null below `small_cell` works.

    `difference` is the share minus that of the headline. A fractional share has no Wilson limits: it is no share of
    independent works; its floor is that of the works it is made of.
    """
    small = ref_parameter["small_cell"][0]
    headline = ind_sensitivity.filter(choice="headline")
    asked = headline.filter(pl.col("works") >= small).select(*_CELL, share=pl.col("exposed_works") / pl.col("works"))
    is_fractional = pl.col("choice") == "fractional"
    is_small = pl.when(is_fractional).then("all_works").otherwise("works") < small
    share = pl.when(pl.col("works") > 0).then(pl.col("exposed_works") / pl.col("works"))
    low, high = wilson(pl.col("exposed_works"), pl.col("works"))
    rates = {
        "exposed_share": share,
        "exposed_share_low": pl.when(~is_fractional).then(low),
        "exposed_share_high": pl.when(~is_fractional).then(high),
        "difference": share - pl.col("share"),
    }
    return ind_sensitivity.join(asked, on=_CELL, how="left").select(
        *_CELL,
        "choice",
        pl.when(pl.col("all_works") > 0).then(1 - pl.col("unknown_mass") / pl.col("all_works")).alias("coverage"),
        is_small.alias("is_small"),
        *(pl.when(~is_small).then(rate).alias(name) for name, rate in rates.items()),
    )
