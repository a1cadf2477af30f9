"""Intervals of places in the league, by resampling works: every unit has the same draw of the same work."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analytics.estimates.bootstrap import FEWEST_WORKS, REPLICATES, Floats, Ints
from analytics.estimates.limits import limits
from analytics.estimates.replicated import ranks, ratio
from analytics.estimates.series import YEARS, Resampled, Series, resampled
from analytics.estimates.unit_rows import (
    SCOPE,
    Counted,
    group_rows,
    grouped,
    numbered,
    scope_rows,
    with_own,
)
from analytics.estimates.works import Works, work_table

_LIST = ("unit_kind", *SCOPE)
_KEY = (*_LIST, "unit_id", "window_years", "last_year")
_NAMES = ("rank_p_top10", "rank_pp_top10")
_YEARS = ("first_year", "last_year")
_NONE: Ints = np.empty(0, np.int64)
ROOM = 2_000
"""Years of series whose sums are held at a time, with all replicates: 32 MB."""

Flags = NDArray[np.bool_]
Places = NDArray[np.float32]


def est_league_limits(
    ind_impact: Iterator[pl.DataFrame],
    stg_work_year: Iterator[pl.DataFrame],
    ind_work_unit: Iterator[pl.DataFrame],
    tag_work_scope: Iterator[pl.DataFrame],
    ind_citation_class: Iterator[pl.DataFrame],
    ref_parameter: pl.DataFrame,
) -> Iterator[pl.DataFrame]:
    """One row per unit with ten judged works and some of them among the 10 %, in the newest windows: 95 % limits.

    Newest are 3 and 5 years to the last one, and all years. Limits of the place by P(top 10 %) among units with
    `small_cell` works, and by PP(top 10 %) among those with as many judged works, by the Poisson bootstrap over works.
    A unit with nothing to divide by in a draw is last in it. For units with few of the 10 %, whose place many draws
    without any share, the limits can leave the place itself out.
    """
    small = ref_parameter["small_cell"][0]
    kept = [batch.filter(pl.col("works") >= small) for batch in ind_impact]
    is_newest = (pl.col("last_year") == pl.col("last_year").max()) & (pl.col("window_years") != 1)
    cells = pl.concat(kept).filter(is_newest).select(*_KEY, "first_year", "works_measured", "p_top10")
    cells = with_own(cells).with_columns(is_judged=pl.col("works_measured") >= small)
    yield _named(cells.clear(), np.empty((0, 4)))
    cells, works = grouped(cells).sort("group", "window_years"), work_table(stg_work_year)
    top10 = _judged(ind_citation_class, works)
    scopes = scope_rows(tag_work_scope, works, cells)
    rows = _banded((rows for _, rows in group_rows(ind_work_unit, works, scopes, cells)), top10, cells)
    cells = cells.join(numbered(cells, _LIST, "list_no"), on=_LIST, maintain_order="left").sort("list_no", "group")
    for league, key, work in _lists(cells, *rows):
        values = np.column_stack([np.ones(work.size), top10[work]])
        yield _named(league, _limits(league, Series(key, works.hash[work], values)))


def _lists(cells: pl.DataFrame, key: Ints, work: Ints) -> Iterator[tuple[pl.DataFrame, Ints, Ints]]:
    """The cells of each list and the rows of its groups."""
    number = np.zeros(int(cells["group"].max() or 0) + 1, np.int16)  # type: ignore[arg-type]
    number[cells["group"].to_numpy()] = cells["list_no"].to_numpy()
    of_row = number[key // YEARS]
    order = np.argsort(of_row, kind="stable")
    ends = np.searchsorted(of_row, np.arange(number.max() + 2), sorter=order)
    for (one,), league in cells.group_by("list_no", maintain_order=True):
        of_list = order[ends[int(one)] : ends[int(one) + 1]]
        yield league, key[of_list], work[of_list]


def _judged(ind_citation_class: Iterator[pl.DataFrame], works: Works) -> Floats:
    """The part of each work in the 10 %, NaN where it cannot be judged."""
    found = np.full(works.hash.size, np.nan)
    for rows in map(works.numbered, ind_citation_class):
        found[rows["work_no"].to_numpy()] = rows["top10"].cast(pl.Float64).to_numpy()
    return found


def _banded(chunks: Iterator[Counted], top10: Floats, cells: pl.DataFrame) -> tuple[Ints, Ints]:
    """Judged works with the first year of the shortest window that holds them: windows tell no other years apart.

    By row the key of `Series` and the work's number.
    """
    firsts = cells["first_year"].unique().sort().to_numpy()
    keys, works = [_NONE], [_NONE]
    for rows in chunks:
        group, year = np.divmod(rows.key, YEARS)
        band = np.searchsorted(firsts, year, "right") - 1
        kept = np.flatnonzero((band >= 0) & ~np.isnan(top10[rows.work]))
        keys.append(group[kept] * YEARS + firsts[band[kept]])
        works.append(rows.work[kept])
    return np.concatenate(keys), np.concatenate(works)


def _limits(cells: pl.DataFrame, series: Series) -> Floats:
    """Limits of both places, (cells, 4), from a bounded number of replicates at a time; NaN where none is shown."""
    slots, shown = np.unique(series.key).size, cells.select(_is_shown()).to_series().to_numpy()
    size = max(4, min(REPLICATES, ROOM * REPLICATES // max(1, slots)) // 4 * 4)
    places = [
        _places(cells, resampled(series, min(size, REPLICATES - first), first), shown)
        for first in range(0, REPLICATES, size)
    ]
    found = np.full((cells.height, 4), np.nan)
    found[shown] = np.hstack([limits(np.concatenate(parts, axis=1)) for parts in zip(*places, strict=True)])
    return found


def _places(cells: pl.DataFrame, drawn: Resampled, shown: Flags) -> tuple[Places, Places]:
    """The places by P and by PP of each shown cell in some replicates, NaN where it has none."""
    group, first_year, last_year = (cells[name].cast(pl.Int64).to_numpy() for name in ("group", *_YEARS))
    before, after = drawn.span(group, first_year, last_year)
    bottom, top = drawn.totals[:, after] - drawn.totals[:, before]
    windows = cells["window_years"].to_numpy()
    share = np.where(cells["is_judged"].to_numpy()[:, None], np.nan_to_num(ratio(top, bottom), nan=-1.0), np.nan)
    by_top, by_share = ranks(top, windows)[shown], ranks(share, windows)[shown]
    return by_top.astype(np.float32), by_share.astype(np.float32)


def _is_shown() -> pl.Expr:
    return (pl.col("works_measured") >= FEWEST_WORKS) & pl.col("is_judged") & (pl.col("p_top10") > 0)


def _named(cells: pl.DataFrame, found: Floats) -> pl.DataFrame:
    names = [f"{name}_{side}" for name in _NAMES for side in ("low", "high")]
    limited = [pl.Series(name, found[:, n]).fill_nan(None).cast(pl.Int64) for n, name in enumerate(names)]
    return cells.with_columns(limited).filter(_is_shown()).select(*_KEY, *names)
