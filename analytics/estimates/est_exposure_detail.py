"""Ratios, shares and intervals of what stands behind an exposure share."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.estimates.intervals import byar, mantel_haenszel, scaled_wilson, wilson

PERSON_FLOOR = 5
"""Authorships by way of author ids are published from this number on; the setting `small_cell` can only raise it."""

_SUMS = ("unknown_mass", "uplift_difference", "uplift_pairs", "uplift_variance_p", "uplift_variance_q")
"""Of which rates are made and which nobody reads."""

Rates = dict[str, pl.Expr]


def est_exposure_detail(
    ind_exposure_detail: Iterator[pl.DataFrame], ref_parameter: pl.DataFrame
) -> Iterator[pl.DataFrame]:
    """The rows of `ind_exposure_detail` and, beside its counts, ratios, shares and their intervals.

    A rate is null where the works it is a rate of (all works, exposed works, top works, …) are fewer than `small_cell`.
    Counts of authorships that carry the unit and W are null, and flagged, below `PERSON_FLOOR` or `small_cell`.
    """
    small = ref_parameter["small_cell"][0]
    for batch in ind_exposure_detail:
        yield batch.with_columns(
            (1 - pl.col("unknown_mass") / pl.col("works")).alias("coverage"),
            (pl.col("works") < small).alias("is_small"),
            *(rate.alias(name) for name, rate in _rates(small).items()),
            *(column.alias(name) for name, column in _dual(max(small, PERSON_FLOOR)).items()),
        ).drop(_SUMS)


def _rates(small: int) -> Rates:
    works, exposed, rated = pl.col("works"), pl.col("exposed_works"), pl.col("rated_works")
    is_shown = works >= small
    companies = pl.col("mixed_company_works") + pl.col("company_only_works")
    mixed = pl.col("mixed_exposed_works")
    rates = _ratio("exposure_ratio", exposed, works, pl.col("expected_works"), is_shown)
    # Works wholly within W are all exposed.
    rates |= _ratio("mixed_ratio", mixed, works - exposed + mixed, pl.col("mixed_expected_works"), is_shown)
    for part in ("led_by_unit", "led_by_counterpart", "led_elsewhere"):
        rates |= _share(f"{part}_share", pl.col(part), exposed, small)
    rates["led_unknown_share"] = pl.when(exposed >= small).then(pl.col("led_unknown") / exposed)
    rates |= _share("company_share", companies, works, small)
    rates["company_bound_high"] = pl.when(is_shown).then((companies + pl.col("company_unresolved_works")) / works)
    rates |= _share("counterpart_company_share", pl.col("counterpart_company_works"), works, small)
    rates["rating_coverage"] = rated / works
    rates |= _share("top10_at_stake_share", pl.col("exposed_top10_works"), pl.col("top10_works"), small)
    rates |= _uplift(small)
    return rates | _share("open_access_share", pl.col("open_access_works"), pl.col("works_with_access"), small)


def _ratio(name: str, observed: pl.Expr, works: pl.Expr, expected: pl.Expr, is_shown: pl.Expr) -> Rates:
    rates = {name: observed / pl.when(expected > 0).then(expected)}
    rates[f"{name}_low"], rates[f"{name}_high"] = scaled_wilson(observed, works, expected)
    rates[f"{name}_byar_low"], rates[f"{name}_byar_high"] = byar(observed, expected)
    return {column: pl.when(is_shown).then(rate) for column, rate in rates.items()}


def _share(name: str, part: pl.Expr, whole: pl.Expr, floor: int) -> Rates:
    low, high = wilson(part, whole)
    rates = {name: part / whole, f"{name}_low": low, f"{name}_high": high}
    return {column: pl.when(whole >= max(floor, 1)).then(rate) for column, rate in rates.items()}


def _uplift(small: int) -> Rates:
    sums = (pl.col(f"uplift_{name}") for name in ("difference", "pairs", "variance_p", "variance_q"))
    exposed, others = pl.col("exposed_rated_works"), pl.col("rated_works") - pl.col("exposed_rated_works")
    is_shown = (exposed >= small) & (others >= small)
    named = zip(("uplift", "uplift_low", "uplift_high"), mantel_haenszel(*sums), strict=True)
    return {name: pl.when(is_shown).then(rate) for name, rate in named}


def _dual(floor: int) -> Rates:
    found: Rates = {}
    for name in ("dual", "persistent"):
        count = pl.col(f"{name}_authorships")
        found[f"is_{name}_withheld"] = count < floor
        rates = {f"{name}_authorships": count} | _share(f"{name}_share", count, pl.col("authorships"), floor)
        found |= {column: pl.when(count >= floor).then(rate) for column, rate in rates.items()}
    return found
