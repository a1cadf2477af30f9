"""How far the country rule agrees with the countries of institutions, with its interval."""

from __future__ import annotations

import polars as pl

from analytics.estimates.intervals import wilson


def est_country_rule(ind_country_rule: pl.DataFrame) -> pl.DataFrame:
    """One row per country by which strings are known, `all` for them together, `unknown` for strings without one.

    Agreement is a share of the answered strings, recall and what is answered of all strings of the row, each with
    Wilson's limits; agreement and recall are null where the country is not known.
    """
    known = ind_country_rule.filter(pl.col("country_code") != "unknown")
    counts = ["strings", "answered", "agreeing"]
    whole = known.select(pl.lit("all").alias("country_code"), *(pl.col(name).sum() for name in counts))
    rows = pl.concat([whole.filter(pl.col("strings") > 0), ind_country_rule.select("country_code", *counts)])
    is_known = pl.col("country_code") != "unknown"
    low, high = wilson(pl.col("agreeing"), pl.col("answered"))
    recall_low, recall_high = wilson(pl.col("agreeing"), pl.col("strings"))
    answered_low, answered_high = wilson(pl.col("answered"), pl.col("strings"))
    rates = {
        "agreement": pl.when(pl.col("answered") > 0).then(pl.col("agreeing") / pl.col("answered")),
        "agreement_low": low,
        "agreement_high": high,
        "recall": pl.col("agreeing") / pl.col("strings"),
        "recall_low": recall_low,
        "recall_high": recall_high,
    }
    return rows.with_columns(
        (pl.col("answered") / pl.col("strings")).alias("answered_share"),
        answered_low.alias("answered_share_low"),
        answered_high.alias("answered_share_high"),
        *(pl.when(is_known).then(rate).alias(name) for name, rate in rates.items()),
    ).sort("country_code")
