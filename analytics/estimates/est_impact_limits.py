"""Intervals of impact by resampling works: scores with shared ties and means of ratios have none in closed form."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import FEWEST_WORKS, Floats
from analytics.estimates.series import Series, window_limits
from analytics.estimates.unit_rows import SCOPE, group_rows, grouped, scope_rows, with_own
from analytics.estimates.works import Works, work_table

_KEY = ("unit_kind", "unit_id", *SCOPE, "window_years", "last_year")
_TOPS = ("top1", "top5", "top10", "top50")
_FACTS = ("is_international", "is_industry", "distance_km", "ncs", *_TOPS)
_MEASURED, _LOCATED = "works_measured", "works_located"
_NUMBERS = {
    "pp_top10": ("top10_full", "measured", _MEASURED),
    **{f"pp_{top}_fractional": (top, "measured_fractional", _MEASURED) for top in _TOPS},
    "mncs": ("ncs", "measured", _MEASURED),
    "mncs_fractional": ("ncs_fractional", "measured_fractional", _MEASURED),
    "pp_int_collab_fractional": ("international", "works_fractional", "works"),
    "pp_industry_fractional": ("industry", "works_fractional", "works"),
    "mgcd_km": ("distance", "located", _LOCATED),
}
"""By number the values whose sums are divided, and the works of which there have to be ten."""
_VALUES = tuple(dict.fromkeys(value for pair in _NUMBERS.values() for value in pair[:2]))
_NAMES = tuple(f"{name}_stability_{side}" for name in _NUMBERS for side in ("low", "high"))
_KM = 1000.0
"""Distances are summed in so many km, so that the sums of a million works stay exact (`bootstrap.GRID`)."""


def est_impact_limits(
    ind_impact: Iterator[pl.DataFrame],
    stg_work_year: Iterator[pl.DataFrame],
    ind_work_unit: Iterator[pl.DataFrame],
    tag_work_scope: Iterator[pl.DataFrame],
    ind_work_measure: Iterator[pl.DataFrame],
    ref_parameter: pl.DataFrame,
) -> Iterator[pl.DataFrame]:
    """One row per row of `ind_impact` with at least ten works: 95 % limits of what is no share of works.

    Of fractional shares, PP(top 10 %), MNCS and MGCD (km), by the Poisson bootstrap over works, thresholds held fixed
    (methods §3): the stability intervals of the Leiden Ranking. Null with fewer than ten works that can be judged, or
    have a known place, and where every draw gives the same, as with no work among the 10 %: what was not seen cannot
    be drawn.
    """
    fewest = max(ref_parameter["small_cell"][0], FEWEST_WORKS)
    is_asked = pl.col("works") >= fewest
    kept = [batch.filter(is_asked).select(*_KEY, "first_year", "works", _MEASURED, _LOCATED) for batch in ind_impact]
    cells = with_own(pl.concat(kept))
    yield _named(cells.clear(), np.empty((0, len(_NAMES))), fewest)
    cells, works = grouped(cells).sort(*_KEY), work_table(stg_work_year)
    scopes = scope_rows(tag_work_scope, works, cells)
    facts = _facts(ind_work_measure, works)
    top, bottom = (np.array([_VALUES.index(pair[n]) for pair in _NUMBERS.values()]) for n in (0, 1))
    for asked, rows in group_rows(ind_work_unit, works, scopes, cells):
        series = Series(rows.key, works.hash[rows.work], _values(rows.carried, facts[rows.work]))
        each = (np.tile(value, (asked.height, 1)) for value in (top, bottom))
        yield _named(asked, window_limits(series, asked, *each).reshape(asked.height, -1), fewest)


def _facts(ind_work_measure: Iterator[pl.DataFrame], works: Works) -> Floats:
    """Of each work what `_FACTS` name, (works, facts), NaN where it is not known."""
    found = np.full((works.hash.size, len(_FACTS)), np.nan)
    for rows in map(works.numbered, ind_work_measure):
        found[rows["work_no"].to_numpy()] = rows.select(pl.col(_FACTS).cast(pl.Float64)).to_numpy()
    return found


def _values(weight: Floats, facts: Floats) -> Floats:
    """What is summed of each row, (rows, values): 0 where it cannot be judged, or its place is not known."""
    is_measured, is_located = (~np.isnan(facts[:, _FACTS.index(name)]) for name in ("ncs", "distance_km"))
    known = dict(zip(_FACTS, np.nan_to_num(facts).T, strict=True))
    values = {top: known[top] * weight for top in _TOPS} | {"top10_full": known["top10"], "ncs": known["ncs"]}
    values |= {"ncs_fractional": known["ncs"] * weight, "works_fractional": weight, "located": is_located}
    values |= {
        "measured": is_measured,
        "measured_fractional": is_measured * weight,
        "distance": known["distance_km"] / _KM,
    }
    values |= {name: known[f"is_{name}"] * weight for name in ("international", "industry")}
    return np.column_stack([values[name] for name in _VALUES]).astype(np.float64)


def _named(cells: pl.DataFrame, found: Floats, fewest: int) -> pl.DataFrame:
    found = found * np.array([_KM if name.startswith("mgcd") else 1.0 for name in _NAMES])
    columns = [pl.Series(name, found[:, n], dtype=pl.Float64).fill_nan(None) for n, name in enumerate(_NAMES)]
    named, sides = cells.with_columns(columns), zip(_NAMES[::2], _NAMES[1::2], _NUMBERS.values(), strict=True)
    shown = []
    for low, high, (*_, of) in sides:
        is_shown = (pl.col(low) < pl.col(high)) & (pl.col(of) >= fewest)
        shown += [pl.when(is_shown).then(pl.col(side)).alias(side) for side in (low, high)]
    return named.select(*_KEY, *shown)
