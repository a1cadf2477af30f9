"""Which cells' newest complete year differs from the years before, among all those tested in a night."""

from __future__ import annotations

import polars as pl

from analytics.estimates.discovery import benjamini_hochberg, fisher
from analytics.estimates.intervals import wilson

_KEY = ("profile_id", "variant", "unit_kind", "unit_id", "technology_id")
_COUNTS = ("exposed_works", "works", "base_exposed_works", "base_works")


def est_alert(ind_alert_cell: pl.DataFrame, ref_parameter: pl.DataFrame) -> pl.DataFrame:
    """One row per row of `ind_alert_cell`, same key: shares with Wilson's limits, `p_value`, `q_value`.

    The p-values are of Fisher's test, two-sided, the q-values are of all rows together.

    `is_alert` where the q-value is at most the setting `alert_fdr`: of all alerts of a night that share is expected to
    be chance.
    """
    p_values = [fisher(*counts) for counts in ind_alert_cell.select(_COUNTS).iter_rows()]
    q_values = pl.Series("q_value", benjamini_hochberg(p_values), dtype=pl.Float64)
    low, high = wilson(pl.col("exposed_works"), pl.col("works"))
    base_low, base_high = wilson(pl.col("base_exposed_works"), pl.col("base_works"))
    return ind_alert_cell.select(
        *_KEY,
        (pl.col("exposed_works") / pl.col("works")).alias("exposed_share"),
        low.alias("exposed_share_low"),
        high.alias("exposed_share_high"),
        (pl.col("base_exposed_works") / pl.col("base_works")).alias("base_share"),
        base_low.alias("base_share_low"),
        base_high.alias("base_share_high"),
        pl.Series("p_value", p_values, dtype=pl.Float64),
        q_values,
        (q_values <= ref_parameter["alert_fdr"][0]).alias("is_alert"),
    )
