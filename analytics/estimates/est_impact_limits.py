"""Intervals of impact by resampling works: scores with shared ties and means of ratios have none in closed form."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import FEWEST_WORKS
from analytics.estimates.replicated import ratio
from analytics.estimates.series import limits_of, portions, resampled
from analytics.estimates.unit_rows import SCOPE, UNIT, both_scopes, group_rows, is_repeated, numbered, work_table

_KEY = ("unit_kind", "unit_id", *SCOPE, "window_years", "last_year")
_VALUES = {
    "measured": pl.lit(1.0),
    "weight": pl.col("weight"),
    "top10": pl.col("top10"),
    "top10_fractional": pl.col("top10") * pl.col("weight"),
    "ncs": pl.col("ncs"),
}
"""What is summed of each measured work; the place in this order tells the series of a group apart."""
_NUMBERS = {
    "pp_top10_stability": ("top10", "measured"),
    "pp_top10_fractional_stability": ("top10_fractional", "weight"),
    "mncs_stability": ("ncs", "measured"),
}


def est_impact_limits(
    ind_impact: Iterator[pl.DataFrame],
    stg_works: Iterator[pl.DataFrame],
    ind_work_unit: Iterator[pl.DataFrame],
    tag_work_scope: Iterator[pl.DataFrame],
    ind_citation_class: Iterator[pl.DataFrame],
    ref_parameter: pl.DataFrame,
) -> Iterator[pl.DataFrame]:
    """One row per row of `ind_impact` with at least ten works whose citations can be judged: 95 % limits.

    Of PP(top 10 %), full and fractional, and MNCS, by the Poisson bootstrap over works, thresholds held fixed
    (methods §3): the stability intervals of the Leiden Ranking. Null where every draw gives the same, as with no work
    among the 10 %: what was not seen cannot be drawn.
    """
    fewest = max(ref_parameter["small_cell"][0], FEWEST_WORKS)
    is_asked = (pl.col("works_measured") >= fewest) & ~is_repeated()
    kept = [batch.filter(is_asked).select(*_KEY, "first_year") for batch in ind_impact]
    cells = pl.concat(kept).with_columns(unit_hk_mo=pl.lit("own"))
    cells = cells.join(numbered(cells, (*UNIT, *SCOPE), "group"), on=(*UNIT, *SCOPE)).sort("group", *_KEY)
    yield _estimate(cells.clear(), _measured(cells.clear()))
    works = work_table(stg_works)
    ids = works.select("work_id", "work_no")
    scores = pl.concat([batch.join(ids, on="work_id") for batch in ind_citation_class])
    scores = scores.select("work_no", pl.col("top10", "ncs").cast(pl.Float64))
    for chunk in group_rows(ind_work_unit, tag_work_scope, works, cells):
        measured = chunk.join(scores, on="work_no")
        asked = cells.join(measured, on="group", how="semi", maintain_order="left")
        for portion in portions(asked, "group", pl.lit(len(_VALUES))):
            yield both_scopes(_estimate(portion, measured.join(portion, on="group", how="semi")))


def _measured(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.select("group", year="last_year", hash=pl.lit(0, pl.UInt64), weight=0.0, top10=0.0, ncs=0.0)


def _estimate(cells: pl.DataFrame, measured: pl.DataFrame) -> pl.DataFrame:
    series = {name: pl.col("group") * len(_VALUES) + place for place, name in enumerate(_VALUES)}
    rows = [measured.select("year", "hash", series=series[name], value=value) for name, value in _VALUES.items()]
    sums = resampled(pl.concat(rows))
    numbered = cells.with_columns(**series)
    for name, (top, bottom) in _NUMBERS.items():
        found = limits_of(ratio, sums.span(numbered, top), sums.span(numbered, bottom))
        found[found[:, 0] == found[:, 1]] = np.nan
        sides = zip((f"{name}_low", f"{name}_high"), found.T, strict=True)
        cells = cells.with_columns(pl.Series(side, limit, dtype=pl.Float64).fill_nan(None) for side, limit in sides)
    return cells.select(*_KEY, *(f"{name}_{side}" for name in _NUMBERS for side in ("low", "high")))
