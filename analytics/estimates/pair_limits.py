"""Intervals of how strongly two units work together, by resampling works, as links of one work come together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analytics.estimates.bootstrap import Floats
from analytics.estimates.limits import limits
from analytics.estimates.replicated import association_strength, ric
from analytics.estimates.series import YEARS, Resampled, Series, blocks, portions, resampled
from analytics.estimates.unit_rows import SCOPE, grouped, scope_rows
from analytics.estimates.works import Works

_PAIR = ("one", "other")
_PLACES = ("unit_no", "x_no", "y_no", "first_year", "last_year")
_LIMITS = tuple(f"{name}_bootstrap_{side}" for name in ("ric", "association_strength") for side in ("low", "high"))
Flags = NDArray[np.bool_]


def asked_pairs(pairs: pl.DataFrame, kind: str, fewest: int) -> pl.DataFrame:
    """Of ordered ``pairs`` of ``kind`` those to be resampled, with a number for each two units and the window."""
    ends = (f"{kind}_x", f"{kind}_y")
    cells = pairs.filter(pl.col("joint_works") >= fewest)
    cells = cells.select(*ends, *SCOPE, "window_years", "first_year", "last_year")
    return grouped(cells.with_columns(one=pl.min_horizontal(ends), other=pl.max_horizontal(ends)), _PAIR)


def shared_rows(ind_work_unit: Iterable[pl.DataFrame], works: Works, kind: str) -> pl.DataFrame:
    """One row per known unit of ``kind`` on a work of at least two: work_no, unit, year, units (how many it has)."""
    is_asked = (pl.col("unit_kind") == kind) & (pl.col("hk_mo") == "own") & (pl.col("unit_id") != "unknown")
    found = (works.numbered(batch.filter(is_asked)) for batch in ind_work_unit)
    rows = pl.concat([batch.select("work_no", unit="unit_id") for batch in found])
    rows = rows.filter(rows["work_no"].is_duplicated()).with_columns(units=pl.len().over("work_no"))
    return rows.with_columns(pl.Series("year", works.year[rows["work_no"].to_numpy()]))


def pair_limits(
    cells: pl.DataFrame, shared: pl.DataFrame, works: Works, tag_work_scope: Iterable[pl.DataFrame], kind: str
) -> Iterator[pl.DataFrame]:
    """The key of ``cells``, of `asked_pairs`, with 95 % limits of RIC and association strength; ``shared`` as above.

    By the Poisson bootstrap over works (methods §5). RIC has none where y works with nobody but x.
    """
    yield _named(cells.clear(), np.empty((0, 4)), kind)
    number = cells.select(unit=f"{kind}_x").unique().sort("unit").with_row_index("no", 1).cast({"no": pl.Int64})
    links, joint = _links(shared, number), _joint(shared, cells)
    tagged = scope_rows(tag_work_scope, works, cells)
    for end in ("x", "y"):
        cells = cells.join(number.rename({"no": f"{end}_no", "unit": f"{kind}_{end}"}), on=f"{kind}_{end}")
    ordered = cells.sort("scope_no", "unit_no", f"{kind}_x", "window_years", "last_year")
    for (scope,), asked in ordered.group_by("scope_no", maintain_order=True):
        is_in = np.zeros(works.hash.size, dtype=bool)
        is_in[tagged.filter(pl.col("scope_no") == scope)["work_no"].to_numpy()] = True
        every = resampled(_series(links, works, is_in))
        yield _named(asked, _limits(asked, _series(joint, works, is_in), every), kind)


def _links(shared: pl.DataFrame, number: pl.DataFrame) -> pl.DataFrame:
    """The links of units by number, and as number 0 those of the world: unit_no, year, work_no, value."""
    n = pl.col("units").cast(pl.Float64)
    links = shared.join(number, on="unit").select("year", "work_no", unit_no="no", value=n - 1)
    world = shared.unique("work_no").select("year", "work_no", unit_no=pl.lit(0, pl.Int64), value=n * (n - 1) / 2)
    return pl.concat([world, links]).sort("unit_no", "year")


def _joint(shared: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """The works of pairs: unit_no of `grouped`, year, work_no, value."""
    pairs = cells.select(*_PAIR, "unit_no").unique()
    units = pl.concat([cells.select(one=end) for end in _PAIR]).unique()
    named = shared.select("work_no", "year", one="unit").join(units, on="one", how="semi")
    found = named.join(named.select("work_no", other="one"), on="work_no").join(pairs, on=_PAIR)
    return found.select("unit_no", "year", "work_no", value=1.0).sort("unit_no", "year")


def _series(rows: pl.DataFrame, works: Works, is_in: Flags) -> Series:
    """The rows of some works."""
    rows = rows.filter(is_in[rows["work_no"].to_numpy()])
    key = (rows["unit_no"] * YEARS + rows["year"]).to_numpy()
    return Series(key, works.hash[rows["work_no"].to_numpy()], rows["value"].to_numpy()[:, None])


def _limits(cells: pl.DataFrame, joint: Series, every: Resampled) -> Floats:
    """Limits of cells of one scope, sorted by pair: an array (cells, 4)."""
    pair, x, y, *years = (cells[name].cast(pl.Int64).to_numpy() for name in _PLACES)
    ends = [every.span(unit, *years) for unit in (x, y, np.zeros_like(x))]
    found = np.full((cells.height, len(_LIMITS)), np.nan)
    for drawn in portions(joint):
        of_pair, asked = drawn.span(pair, *years), np.arange(pair.size)[drawn.of(pair)]
        for block in blocks(asked.size):
            at = asked[block]
            sums = [drawn.sums(of_pair, at), *(every.sums(end, at) for end in ends)]
            found[at] = np.hstack([limits(ric(*sums)), limits(association_strength(*sums))])
    return found


def _named(cells: pl.DataFrame, found: Floats, kind: str) -> pl.DataFrame:
    limited = [
        pl.Series(name, column, dtype=pl.Float64).fill_nan(None) for name, column in zip(_LIMITS, found.T, strict=True)
    ]
    return cells.select(f"{kind}_x", f"{kind}_y", *SCOPE, "window_years", "last_year").with_columns(limited)
