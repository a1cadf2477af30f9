"""Intervals of places in the league, by resampling works: every unit has the same draw of the same work."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import FEWEST_WORKS, REPLICATES, Floats
from analytics.estimates.limits import limits
from analytics.estimates.replicated import ranks, ratio
from analytics.estimates.series import SLOTS, resampled
from analytics.estimates.unit_rows import SCOPE, UNIT, both_scopes, group_rows, is_repeated, numbered, work_table

_LIST = ("unit_kind", *SCOPE)
_KEY = (*_LIST, "unit_id", "window_years", "last_year")
_NAMES = ("rank_p_top10", "rank_pp_top10")


def est_league_limits(
    ind_impact: Iterator[pl.DataFrame],
    stg_works: Iterator[pl.DataFrame],
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
    kept = [batch.filter((pl.col("works") >= small) & ~is_repeated()) for batch in ind_impact]
    is_newest = (pl.col("last_year") == pl.col("last_year").max()) & (pl.col("window_years") != 1)
    cells = pl.concat(kept).filter(is_newest).select(*_KEY, "first_year", "works_measured", "p_top10")
    cells = cells.with_columns(unit_hk_mo=pl.lit("own"), is_judged=pl.col("works_measured") >= small)
    cells = cells.join(numbered(cells, (*UNIT, *SCOPE), "group"), on=(*UNIT, *SCOPE)).sort(*_KEY)
    yield _named(cells.clear(), np.empty((0, 4)))
    works = work_table(stg_works)
    scores = pl.concat([batch.select("work_id", "top10") for batch in ind_citation_class])
    judged = works.join(scores, on="work_id").select("work_no", pl.col("top10").cast(pl.Float64))
    chunks = group_rows(ind_work_unit, tag_work_scope, works, cells)
    rows = _banded((chunk.join(judged, on="work_no") for chunk in chunks), cells)
    for _, league in cells.group_by(_LIST, maintain_order=True):
        yield both_scopes(_named(league, _limits(league, rows.join(league, on="group", how="semi"))))


def _banded(chunks: Iterator[pl.DataFrame], cells: pl.DataFrame) -> pl.DataFrame:
    """Rows with the first year of the shortest window that holds them: windows tell no other years apart."""
    firsts = cells.select(year="first_year").unique().sort("year").with_columns(band="year")
    banded = [chunk.sort("year").join_asof(firsts, on="year") for chunk in chunks]
    kept = [rows.filter(pl.col("band").is_not_null()).select("group", "hash", "top10", year="band") for rows in banded]
    return pl.concat(kept) if kept else cells.clear().select("group", hash=0, top10=0.0, year="first_year")


def _limits(cells: pl.DataFrame, rows: pl.DataFrame) -> Floats:
    """Limits of both places, (cells, 4), from a bounded number of replicates at a time."""
    series = {"bottom": 2 * pl.col("group"), "top": 2 * pl.col("group") + 1}
    sums = (("bottom", pl.lit(1.0)), ("top", pl.col("top10")))
    rows = pl.concat([rows.select("year", "hash", series=series[name], value=value) for name, value in sums])
    cells = cells.with_columns(**series)
    slots = rows.select("series", "year").unique().height
    size = max(1, min(REPLICATES, SLOTS * REPLICATES // max(1, slots)))
    places = [_places(cells, rows, first, min(size, REPLICATES - first)) for first in range(0, REPLICATES, size)]
    return np.hstack([limits(np.concatenate(found, axis=1)) for found in zip(*places, strict=True)])


def _places(cells: pl.DataFrame, rows: pl.DataFrame, first: int, replicates: int) -> tuple[Floats, Floats]:
    """The places by P and by PP of each cell in some replicates, NaN where it has none."""
    drawn = resampled(rows, replicates, first)
    everyone = slice(0, cells.height)
    top, bottom = (drawn.span(cells, name).sums(everyone) for name in ("top", "bottom"))
    windows = cells["window_years"].to_numpy()
    share = np.where(cells["is_judged"].to_numpy()[:, None], np.nan_to_num(ratio(top, bottom), nan=-1.0), np.nan)
    return ranks(top, windows), ranks(share, windows)


def _named(cells: pl.DataFrame, found: Floats) -> pl.DataFrame:
    names = [f"{name}_{side}" for name in _NAMES for side in ("low", "high")]
    limited = [pl.Series(name, found[:, n]).fill_nan(None).cast(pl.Int64) for n, name in enumerate(names)]
    is_shown = (pl.col("works_measured") >= FEWEST_WORKS) & pl.col("is_judged") & (pl.col("p_top10") > 0)
    return cells.with_columns(limited).filter(is_shown).select(*_KEY, *names)
