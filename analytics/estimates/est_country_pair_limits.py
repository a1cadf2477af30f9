"""Interval of how strongly two countries work together, by resampling works."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analytics.estimates.bootstrap import FEWEST_WORKS, Floats
from analytics.estimates.limits import limits
from analytics.estimates.replicated import ric
from analytics.estimates.series import YEARS, Resampled, Series, blocks, portions, resampled
from analytics.estimates.unit_rows import SCOPE, both_scopes, grouped, is_repeated, scope_rows
from analytics.estimates.works import Works, work_table

_KEY = ("country_x", "country_y", *SCOPE, "window_years", "last_year")
_PAIR = ("one", "other")
_PLACES = ("unit_no", "x_no", "y_no", "first_year", "last_year")
Flags = NDArray[np.bool_]


def est_country_pair_limits(
    ind_country_pair: pl.DataFrame,
    stg_works: Iterator[pl.DataFrame],
    ind_work_unit: Iterator[pl.DataFrame],
    tag_work_scope: Iterator[pl.DataFrame],
    ref_parameter: pl.DataFrame,
) -> Iterator[pl.DataFrame]:
    """One row per row of `ind_country_pair` with at least ten joint works: 95 % limits of RIC.

    By the Poisson bootstrap over works, beside the interval of Katz: the links of one work come and go together
    (methods §5). Null where y works with nobody but x.
    """
    fewest = max(ref_parameter["small_cell"][0], FEWEST_WORKS)
    one, other = pl.min_horizontal("country_x", "country_y"), pl.max_horizontal("country_x", "country_y")
    cells = ind_country_pair.filter((pl.col("joint_works") >= fewest) & ~is_repeated())
    cells = grouped(cells.select(*_KEY, "first_year").with_columns(one=one, other=other), _PAIR)
    yield _named(cells.clear(), np.empty((0, 2)))
    works = work_table(stg_works)
    countries = _countries(ind_work_unit, works)
    number = pl.DataFrame({"country": countries["country"].unique().sort()}).with_row_index("country_no", 1)
    links, joint = _links(countries, number), _joint(countries, cells)
    tagged = scope_rows(tag_work_scope, works, cells)
    for end in ("x", "y"):
        numbers = number.select(pl.col("country_no").cast(pl.Int64).alias(f"{end}_no"), **{f"country_{end}": "country"})
        cells = cells.join(numbers, on=f"country_{end}")
    for (scope,), asked in cells.sort("scope_no", "unit_no", *_KEY).group_by("scope_no", maintain_order=True):
        is_in = np.zeros(works.hash.size, dtype=bool)
        is_in[tagged.filter(pl.col("scope_no") == scope)["work_no"].to_numpy()] = True
        every = resampled(_series(links, works, is_in))
        yield both_scopes(_named(asked, _limits(asked, _series(joint, works, is_in), every)))


def _countries(ind_work_unit: Iterator[pl.DataFrame], works: Works) -> pl.DataFrame:
    """One row per known country on a work of at least two: work_no, country, year, countries."""
    is_asked = (pl.col("unit_kind") == "country") & (pl.col("hk_mo") == "own") & (pl.col("unit_id") != "unknown")
    found = (works.numbered(batch.filter(is_asked)) for batch in ind_work_unit)
    rows = pl.concat([batch.select("work_no", country="unit_id") for batch in found])
    rows = rows.filter(rows["work_no"].is_duplicated()).with_columns(countries=pl.len().over("work_no"))
    return rows.with_columns(pl.Series("year", works.year[rows["work_no"].to_numpy()]))


def _links(countries: pl.DataFrame, number: pl.DataFrame) -> pl.DataFrame:
    """The links of countries by number, and as number 0 those of the world: unit_no, year, work_no, value."""
    links = countries.join(number, on="country").select(
        pl.col("country_no").cast(pl.Int64).alias("unit_no"), "year", "work_no", value=pl.col("countries") - 1.0
    )
    n = pl.col("countries").cast(pl.Float64)
    world = countries.unique("work_no").select(
        pl.lit(0, pl.Int64).alias("unit_no"), "year", "work_no", value=n * (n - 1) / 2
    )
    return pl.concat([world, links]).sort("unit_no", "year")


def _joint(countries: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """The works of pairs: unit_no of `grouped`, year, work_no, value."""
    named, pairs = countries.select("work_no", "year", one="country"), cells.select(*_PAIR, "unit_no").unique()
    found = named.join(named.select("work_no", other="one"), on="work_no").join(pairs, on=_PAIR)
    return found.select("unit_no", "year", "work_no", value=1.0).sort("unit_no", "year")


def _series(rows: pl.DataFrame, works: Works, is_in: Flags) -> Series:
    """The rows of some works."""
    rows = rows.filter(is_in[rows["work_no"].to_numpy()])
    key = (rows["unit_no"] * YEARS + rows["year"]).to_numpy()
    return Series(key, works.hash[rows["work_no"].to_numpy()], rows["value"].to_numpy()[:, None])


def _limits(cells: pl.DataFrame, joint: Series, every: Resampled) -> Floats:
    """Limits of cells of one scope, sorted by pair."""
    pair, x, y, *years = (cells[name].cast(pl.Int64).to_numpy() for name in _PLACES)
    ends = [every.span(unit, *years) for unit in (x, y, np.zeros_like(x))]
    found = np.full((cells.height, 2), np.nan)
    for drawn in portions(joint):
        of_pair, asked = drawn.span(pair, *years), np.arange(pair.size)[drawn.of(pair)]
        for block in blocks(asked.size):
            at = asked[block]
            found[at] = limits(ric(drawn.sums(of_pair, at), *(every.sums(end, at) for end in ends)))
    return found


def _named(cells: pl.DataFrame, found: Floats) -> pl.DataFrame:
    sides = zip(("ric_bootstrap_low", "ric_bootstrap_high"), found.T, strict=True)
    limited = [pl.Series(side, limit, dtype=pl.Float64).fill_nan(None) for side, limit in sides]
    return cells.select(_KEY).with_columns(limited)
