"""How concentrated a unit's collaboration is on few partners."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.estimates.intervals import wilson

_KEY = ("unit_kind", "unit_id", "partner_kind", "technology_id", "tag_scope", "window_years", "last_year")


def est_partner(ind_partner: Iterator[pl.DataFrame], ref_parameter: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """One row per row of `ind_partner`, same key; null below `small_cell` works with a partner.

    `hhi` is unbiased, Σ n(n−1)/(N(N−1)): how likely two links drawn without replacement lead to the same partner.
    `effective_partners` is 1/`hhi_plug_in` with Σ (n/N)², the number of equal partners that would give it.
    """
    small = ref_parameter["small_cell"][0]
    partnered, links, top = pl.col("partnered_works"), pl.col("links"), pl.col("top_partner_works")
    low, high = wilson(top, partnered)
    rates = {
        "hhi": pl.col("pairs") / (links * (links - 1)),
        "hhi_plug_in": pl.col("squares") / links**2,
        "effective_partners": links**2 / pl.col("squares"),
        "top_partner_share": top / links,
        "top_partner_work_share": top / partnered,
        "top_partner_work_share_low": low,
        "top_partner_work_share_high": high,
    }
    is_small = partnered < max(small, 2)
    for batch in ind_partner:
        yield batch.select(
            *_KEY,
            (1 - pl.col("unknown_mass") / pl.col("works")).alias("coverage"),
            is_small.alias("is_small"),
            *(pl.when(~is_small).then(rate).alias(name) for name, rate in rates.items()),
        )
