"""Interval of how strongly two countries work together, by resampling works."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import FEWEST_WORKS, Floats
from analytics.estimates.replicated import ric
from analytics.estimates.series import Resampled, limits_of, portions, resampled
from analytics.estimates.unit_rows import SCOPE, both_scopes, is_repeated, numbered, scope_rows, work_table

_KEY = ("country_x", "country_y", *SCOPE, "window_years", "last_year")
_PAIR = ("one", "other")


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
    cells = cells.select(*_KEY, "first_year").with_columns(one=one, other=other)
    yield _named(cells.clear(), np.empty((0, 2)))
    works = work_table(stg_works)
    countries = _countries(ind_work_unit, works)
    tagged = scope_rows(tag_work_scope, works, cells)
    for scope, asked in cells.group_by(SCOPE, maintain_order=True):
        of_scope = dict(zip(SCOPE, scope, strict=True))
        rows = countries.join(tagged.filter(**of_scope), on="work_no", how="semi")
        yield both_scopes(_of_scope(asked, rows))


def _countries(ind_work_unit: Iterator[pl.DataFrame], works: pl.DataFrame) -> pl.DataFrame:
    """One row per known country on a work of at least two: work_no, year, hash, country, countries."""
    is_asked = (pl.col("unit_kind") == "country") & (pl.col("hk_mo") == "own") & (pl.col("unit_id") != "unknown")
    kept = [
        batch.filter(is_asked).select("work_id", country="unit_id").join(works, on="work_id") for batch in ind_work_unit
    ]
    rows = pl.concat(kept).drop("work_id").with_columns(countries=pl.len().over("work_no"))
    return rows.filter(pl.col("countries") > 1)


def _of_scope(cells: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The links of the world are series 0, those of countries follow; pairs are resampled in portions."""
    number = {name: n for n, name in enumerate(rows["country"].unique().sort(), start=1)}
    cells = cells.join(numbered(cells, _PAIR, "pair"), on=_PAIR).sort("pair", *_KEY)
    ends = {f"{end}_no": pl.col(f"country_{end}").replace_strict(number, return_dtype=pl.Int64) for end in ("x", "y")}
    cells = cells.with_columns(**ends, world=0)
    links = rows.select(
        "year", "hash", series=pl.col("country").replace_strict(number), value=pl.col("countries") - 1.0
    )
    # A work of n countries has n rows of (n − 1)/2: together its unordered pairs.
    world = links.select("year", "hash", series=pl.lit(0, pl.Int64), value=pl.col("value") / 2)
    every = resampled(pl.concat([world, links]))
    named = rows.select("work_no", "year", "hash", "country")
    pairs = named.join(named.select("work_no", other="country"), on="work_no").rename({"country": "one"})
    joint = pairs.join(cells.select(*_PAIR, "pair").unique(), on=_PAIR).select("year", "hash", series="pair", value=1.0)
    found = [
        _named(portion, _limits(portion, joint.filter(pl.col("series").is_in(portion["pair"].implode())), every))
        for portion in portions(cells, "pair", pl.lit(1))
    ]
    return pl.concat(found)


def _limits(cells: pl.DataFrame, joint: pl.DataFrame, every: Resampled) -> Floats:
    spans = [every.span(cells, name) for name in ("x_no", "y_no", "world")]
    return limits_of(ric, resampled(joint).span(cells, "pair"), *spans)


def _named(cells: pl.DataFrame, found: Floats) -> pl.DataFrame:
    sides = zip(("ric_bootstrap_low", "ric_bootstrap_high"), found.T, strict=True)
    limited = [pl.Series(side, limit, dtype=pl.Float64).fill_nan(None) for side, limit in sides]
    return cells.select(_KEY).with_columns(limited)
