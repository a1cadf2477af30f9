"""Shares and bounds of works that name a funder of W."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.estimates.intervals import wilson


def est_funder(ind_funder: Iterator[pl.DataFrame], ref_parameter: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The rows of `ind_funder` and, beside its counts, shares of works that name funders, null below `small_cell` ones.

    A work without funding metadata is neither in the share nor in its bounds: nobody knows who funded it.
    """
    small = max(ref_parameter["small_cell"][0], 1)
    named, funded = pl.col("works_with_funders"), pl.col("counterpart_funded_works")
    low, high = wilson(funded, named)
    rates = {
        "counterpart_funded_share": funded / named,
        "counterpart_funded_low": low,
        "counterpart_funded_high": high,
        "bound_low": funded / named,
        "bound_high": (funded + pl.col("unresolved_works")) / named,
    }
    for batch in ind_funder:
        yield batch.with_columns(
            (named / pl.col("works")).alias("funding_coverage"),
            (named < small).alias("is_small"),
            *(pl.when(named >= small).then(rate).alias(name) for name, rate in rates.items()),
        )
