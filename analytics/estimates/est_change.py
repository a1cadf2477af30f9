"""How the shares of every cell that moved since the build before split into causes."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.estimates.intervals import relative_change

PARTS = ("new", "removed", "revised", "tags", "lists")
"""Causes in the order in which they are applied, one after the other."""
_KEY = ("profile_id", "variant", "unit_kind", "unit_id", "technology_id", "tag_scope", "publication_year")
_SHARES = {
    "exposed_share": ("exposed_works", "works"),
    "exposed_fractional_share": ("exposed_fractional", "works_fractional"),
}


def est_change(ind_change: Iterator[pl.DataFrame], ref_parameter: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """One row per row of `ind_change`, same key: each share before and after, and the part of each cause in between.

    A share does not add up over works, so the causes are applied to its counts in turn: the share after a cause less
    the share before it is the cause's part, and the parts sum to the difference. Where a cause leaves no work at all,
    the share stands still and the next cause takes the step. Null where before or after has fewer than `small_cell`
    works. Of works and exposed works also the change relative to before, null on a base of fewer than ten.
    """
    small = ref_parameter["small_cell"][0]
    for batch in ind_change:
        is_shown = pl.min_horizontal("works_before", "works_after") >= small
        rates = {name: rate for share in _SHARES for name, rate in _steps(share).items()}
        shown = [pl.when(is_shown).then(rate).alias(name) for name, rate in rates.items()]
        yield batch.select(*_KEY, is_shown.not_().alias("is_small"), *shown, *_changes())


def _changes() -> Iterator[pl.Expr]:
    """Two builds count the same works, so there is no chance in between and no interval."""
    for works in ("works", "exposed_works"):
        yield relative_change(pl.col(f"{works}_after"), pl.col(f"{works}_before"))[0].alias(f"{works}_change")


def _steps(share: str) -> dict[str, pl.Expr]:
    part, whole = _SHARES[share]
    states = [_ratio(pl.col(f"{part}_before"), pl.col(f"{whole}_before"), pl.lit(None, pl.Float64))]
    for last in range(1, len(PARTS)):
        states.append(_ratio(_after(part, PARTS[:last]), _after(whole, PARTS[:last]), states[-1]))
    # Sums of floats need not come back to zero; what is counted anew does.
    states.append(pl.col(f"{part}_after") / pl.col(f"{whole}_after"))
    steps = {f"{share}_{name}": after - before for name, before, after in zip(PARTS, states, states[1:], strict=False)}
    return {f"{share}_before": states[0], f"{share}_after": states[-1]} | steps


def _after(count: str, parts: tuple[str, ...]) -> pl.Expr:
    return pl.sum_horizontal(f"{count}_before", *(f"{count}_{part}" for part in parts))


def _ratio(part: pl.Expr, whole: pl.Expr, otherwise: pl.Expr) -> pl.Expr:
    # Credit below a billionth of a work is what is left of sums that cancel.
    return pl.when(whole > 1e-9).then(part / whole).otherwise(otherwise)
