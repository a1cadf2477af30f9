"""The share of a technology's works that have a company on them."""

from __future__ import annotations

import polars as pl

from analytics.estimates.intervals import wilson

_KEY = ("country_code", "technology_id", "tag_scope", "window_years", "last_year")


def est_company(ind_company: pl.DataFrame, ref_parameter: pl.DataFrame) -> pl.DataFrame:
    """One row per row of `ind_company`, same key; shares 0..1 of the technology's works, null below `small_cell`.

    `bound_high` is the share if every work with an unknown institution, and no known company, had one.
    """
    works, companies = pl.col("works"), pl.col("mixed_works") + pl.col("company_only_works")
    low, high = wilson(companies, works)
    is_small = works < ref_parameter["small_cell"][0]
    rates = {
        "company_share": companies / works,
        "company_share_low": low,
        "company_share_high": high,
        "bound_high": (companies + pl.col("unresolved_works")) / works,
    }
    return ind_company.select(
        *_KEY,
        companies.alias("company_works"),
        (1 - pl.col("unknown_works") / works).alias("coverage"),
        is_small.alias("is_small"),
        *(pl.when(~is_small).then(rate).alias(name) for name, rate in rates.items()),
    )
