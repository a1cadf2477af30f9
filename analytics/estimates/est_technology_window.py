"""How much of a technology has a company on it, and how concentrated its lead is."""

from __future__ import annotations

import polars as pl

from analytics.estimates.intervals import wilson

_KEY = ["technology_id", "tag_scope", "window_years", "last_year"]


def est_technology_window(
    ind_technology_window: pl.DataFrame, ind_leadership: pl.DataFrame, ref_parameter: pl.DataFrame
) -> pl.DataFrame:
    """One row per row of `ind_technology_window`, same key; rates null below `small_cell` works.

    `leadership` is `high`, `medium` or `low` by the settings `leadership_*`, which follow ASPI's "technology monopoly
    risk" as secondary sources tell it; null where fewer institutions than are asked for have any top 10 % credit.
    """
    set_ = ref_parameter.to_dicts()[0]
    cells = ind_technology_window.join(ind_leadership, on=_KEY, how="left")
    works, industry = pl.col("works"), pl.col("industry_works")
    low, high = wilson(industry, works)
    rates = {"industry_share": industry / works, "industry_share_low": low, "industry_share_high": high}
    is_small, measured = works < set_["small_cell"], pl.col("works_measured")
    is_ranked = (measured >= set_["small_cell"]) & (pl.col("institutions_ranked") >= set_["leadership_institutions"])
    lead, second = pl.col("lead_p_top10"), pl.col("second_p_top10")

    def is_level(level: str) -> pl.Expr:
        institutions, ratio = set_[f"leadership_{level}_institutions"], set_[f"leadership_{level}_ratio"]
        return pl.col("institutions_in_lead").ge(institutions) & lead.ge(second * ratio)

    level = pl.when(is_level("high")).then(pl.lit("high")).when(is_level("medium")).then(pl.lit("medium"))
    return cells.select(
        *_KEY,
        (1 - pl.col("unknown_mass") / works).alias("coverage"),
        is_small.alias("is_small"),
        *(pl.when(~is_small).then(rate).alias(name) for name, rate in rates.items()),
        pl.when(second > 0).then(lead / second).alias("lead_ratio"),
        pl.when(is_ranked).then(level.otherwise(pl.lit("low"))).alias("leadership"),
    )
