"""Impact, collaboration and specialisation of every unit, technology and window."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.estimates.intervals import scaled_wilson, wilson

_KEY = ("unit_kind", "unit_id", "technology_id", "tag_scope", "window_years", "last_year")
_TOP = (1, 5, 10, 50)


def est_impact(ind_impact: Iterator[pl.DataFrame], ref_parameter: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """One row per row of `ind_impact`, same key.

    Rates are null where what they are a rate of is fewer than `small_cell` works: all works, those whose citations can
    be judged, or those with a known place. MGCD in km; MNCS and specialisation are 1 as in the world; the rest 0..1.
    """
    small = ref_parameter["small_cell"][0]
    for batch in ind_impact:
        yield _estimate(batch, small)


def _estimate(cells: pl.DataFrame, small: int) -> pl.DataFrame:
    works, measured, located = (pl.col(name) for name in ("works", "works_measured", "works_located"))
    given = [
        *((works, rates) for rates in (_collaboration(), _specialisation())),
        (measured, _citations()),
        (located, {"mgcd_km": pl.col("distance_km") / located}),
    ]
    return cells.select(
        *_KEY,
        (1 - pl.col("unknown_mass") / works).alias("coverage"),
        (measured / works).alias("measured_share"),
        (works < small).alias("is_small"),
        *(pl.when(of >= small).then(rate).alias(name) for of, rates in given for name, rate in rates.items()),
    )


def _citations() -> dict[str, pl.Expr]:
    """PP(top x %) and MNCS, full and fractional; Wilson's limits take the score for a count."""
    measured, fractional = pl.col("works_measured"), pl.col("works_measured_fractional")
    of = pl.when(fractional > 0).then(fractional)
    rates = {f"pp_top{x}": pl.col(f"p_top{x}") / measured for x in _TOP}
    rates |= {f"pp_top{x}_fractional": pl.col(f"p_top{x}_fractional") / of for x in _TOP}
    for x in _TOP:
        rates[f"pp_top{x}_low"], rates[f"pp_top{x}_high"] = wilson(pl.col(f"p_top{x}"), measured)
    return rates | {"mncs": pl.col("ncs") / measured, "mncs_fractional": pl.col("ncs_fractional") / of}


def _collaboration() -> dict[str, pl.Expr]:
    works, fractional = pl.col("works"), pl.col("works_fractional")
    rates: dict[str, pl.Expr] = {}
    for name, counted in (("pp_int_collab", "international_works"), ("pp_industry", "industry_works")):
        low, high = wilson(pl.col(counted), works)
        rates |= {name: pl.col(counted) / works, f"{name}_low": low, f"{name}_high": high}
        rates[f"{name}_fractional"] = pl.col(f"{counted}_fractional") / fractional
    return rates


def _specialisation() -> dict[str, pl.Expr]:
    """AI = (P_iτ/P_i)/(P_τ/P) and (AI − 1)/(AI + 1), full counting.

    Limits are Wilson's of the unit's share over that of the world, which is taken as fixed; over all works there is
    nothing to be unsure of.
    """
    works, works_all = pl.col("works"), pl.col("works_all")
    low, high = scaled_wilson(works, works_all, works_all * pl.col("works_world") / pl.col("works_world_all"))
    limits = {"specialisation_low": low, "specialisation_high": high}
    # It rises with the index, so its limits are those of the index.
    limits |= {"specialisation_symmetric_low": _symmetric(low), "specialisation_symmetric_high": _symmetric(high)}
    index = (pl.col("works") * pl.col("works_world_all")) / (pl.col("works_all") * pl.col("works_world"))
    rates = {"specialisation": index, "specialisation_symmetric": _symmetric(index)}
    return rates | {name: pl.when(works < works_all).then(limit) for name, limit in limits.items()}


def _symmetric(index: pl.Expr) -> pl.Expr:
    return (index - 1) / (index + 1)
