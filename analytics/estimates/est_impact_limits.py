"""Intervals of impact by resampling works: scores with shared ties and means of ratios have none in closed form."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import FEWEST_WORKS, Floats
from analytics.estimates.series import Series, window_limits
from analytics.estimates.unit_rows import SCOPE, both_scopes, group_rows, grouped, is_repeated, scope_rows, with_own
from analytics.estimates.works import Works, work_table

_KEY = ("unit_kind", "unit_id", *SCOPE, "window_years", "last_year")
_VALUES = ("measured", "weight", "top10", "top10_fractional", "ncs")
"""What is summed of each measured work."""
_NUMBERS = {
    "pp_top10_stability": ("top10", "measured"),
    "pp_top10_fractional_stability": ("top10_fractional", "weight"),
    "mncs_stability": ("ncs", "measured"),
}
_NAMES = tuple(f"{name}_{side}" for name in _NUMBERS for side in ("low", "high"))


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
    cells = with_own(pl.concat(kept))
    yield _named(cells.clear(), np.empty((0, len(_NAMES))))
    cells, works = grouped(cells).sort(*_KEY), work_table(stg_works)
    scopes = scope_rows(tag_work_scope, works, cells)
    scores = _scores(ind_citation_class, works)
    for asked, rows in group_rows(ind_work_unit, works, scopes, cells):
        measured = rows.at(np.flatnonzero(~np.isnan(scores[rows.work, 0])))
        series = Series(measured.key, works.hash[measured.work], _values(measured.carried, *scores[measured.work].T))
        places = ([_VALUES.index(name) for name in pair] for pair in _NUMBERS.values())
        top, bottom = (np.tile(value, (asked.height, 1)) for value in zip(*places, strict=True))
        yield both_scopes(_named(asked, window_limits(series, asked, top, bottom).reshape(asked.height, -1)))


def _scores(ind_citation_class: Iterator[pl.DataFrame], works: Works) -> Floats:
    """The part of each work in the 10 % and its normalised citations, (works, 2), NaN where they cannot be judged."""
    found = np.full((works.hash.size, 2), np.nan)
    for rows in map(works.numbered, ind_citation_class):
        found[rows["work_no"].to_numpy()] = rows.select(pl.col("top10", "ncs").cast(pl.Float64)).to_numpy()
    return found


def _values(weight: Floats, top10: Floats, ncs: Floats) -> Floats:
    return np.column_stack([np.ones(weight.size), weight, top10, top10 * weight, ncs])


def _named(cells: pl.DataFrame, found: Floats) -> pl.DataFrame:
    columns = [pl.Series(name, found[:, n], dtype=pl.Float64).fill_nan(None) for n, name in enumerate(_NAMES)]
    named = cells.select(_KEY).with_columns(columns)
    for low, high in zip(_NAMES[::2], _NAMES[1::2], strict=True):
        is_wide = pl.col(low) < pl.col(high)
        named = named.with_columns(pl.when(is_wide).then(pl.col(low, high)))
    return named
