"""Where a unit's exposure is going: slope and test of the complete-case share over the years."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.estimates.intervals import relative_change, wilson
from analytics.estimates.trends import trends

_SERIES = ("profile_id", "variant", "unit_kind", "unit_id", "technology_id", "tag_scope")
_NUMBERS = ("slope", "slope_low", "slope_high", "concordance", "p_value")
FEWEST_YEARS = 5
"""With four years even a steady rise is one order of 24, and no slope can be refused at 5 %."""


def est_trend(
    ind_exposure_series: Iterator[pl.DataFrame], ind_exposure_growth: pl.DataFrame, ref_parameter: pl.DataFrame
) -> pl.DataFrame:
    """One row per unit, technology, scope, profile and variant with a complete-case share in at least five years.

    `slope` is in shares a year. `coverage_break_year` is the first year whose coverage differs by more than
    `coverage_break` from that of the year before in the series (methods §2), null where there is none.

    `*_change` are of works and exposed works in the newest three complete years against the three before.
    """
    share = pl.col("exposed_works") / pl.col("resolved_works")
    coverage = 1 - pl.col("unknown_mass") / pl.col("works")
    sums = ("works", "unknown_mass")
    low, high = wilson(pl.col("exposed_works"), pl.col("resolved_works"))
    limits = (low.alias("low"), high.alias("high"))
    wanted = (
        *_SERIES,
        "publication_year",
        *sums,
        *limits,
        share.alias("complete_case_share"),
        coverage.alias("coverage"),
    )
    years = pl.concat([batch.select(wanted) for batch in ind_exposure_series])
    of_many = years.group_by(_SERIES).agg(years=pl.len().cast(pl.Int64)).filter(pl.col("years") >= FEWEST_YEARS)
    of_many = of_many.sort(_SERIES).with_row_index("series")
    years = years.join(of_many.drop("years"), on=_SERIES).sort("series", "publication_year")
    series = of_many.join(_described(years, ref_parameter["coverage_break"][0]), on="series", maintain_order="left")
    ends = np.concatenate([[0], np.cumsum(series["years"].to_numpy())]).astype(np.int64)
    numbers = np.empty((0, len(_NUMBERS)))
    if series.height:
        numbers = trends(ends, years["publication_year"].to_numpy(), years["complete_case_share"].to_numpy())
    found = series.with_columns(
        pl.Series(name, numbers[:, n], dtype=pl.Float64).fill_nan(None) for n, name in enumerate(_NUMBERS)
    ).with_columns(pl.col("concordance").cast(pl.Int64))
    return found.drop("series").join(
        ind_exposure_growth.with_columns(*_changes()), on=_SERIES, how="left", maintain_order="left"
    )


def _changes() -> Iterator[pl.Expr]:
    for works in ("works", "exposed_works"):
        found = relative_change(pl.col(f"newest_{works}"), pl.col(f"base_{works}"))
        yield from (part.alias(f"{works}_change{end}") for part, end in zip(found, ("", "_low", "_high"), strict=True))


def _described(years: pl.DataFrame, most: float) -> pl.DataFrame:
    """One row per series: its years, first and last share with Wilson's limits, and where coverage breaks."""
    change = pl.col("coverage").diff().over("series").abs()
    # The last digits of a coverage that changes by the limit itself decide nothing.
    breaks = years.with_columns(is_break=change > most + 1e-9)
    return breaks.group_by("series", maintain_order=True).agg(
        first_year=pl.col("publication_year").first(),
        last_year=pl.col("publication_year").last(),
        coverage=1 - pl.col("unknown_mass").sum() / pl.col("works").sum(),
        first_share=pl.col("complete_case_share").first(),
        first_share_low=pl.col("low").first(),
        first_share_high=pl.col("high").first(),
        last_share=pl.col("complete_case_share").last(),
        last_share_low=pl.col("low").last(),
        last_share_high=pl.col("high").last(),
        coverage_break_year=pl.col("publication_year").filter("is_break").first(),
    )
