"""How common a technology is once the measured error of its tags is taken out."""

from __future__ import annotations

import numpy as np
import polars as pl

from analytics.estimates.binomial_draws import Reals, binomial_shares
from analytics.estimates.intervals import wilson

KEY = ("technology_id", "tag_scope", "path", "publication_year")
_SHARES = (
    "sensitivity",
    "specificity",
    "prevalence_corrected",
    "prevalence_corrected_low",
    "prevalence_corrected_high",
)

_COUNTED = {
    "prevalence": ("tagged_works", ["works"]),
    "sensitivity": ("tp", ["tp", "fn"]),
    "specificity": ("tn", ["tn", "fp"]),
}


def est_tag_prevalence(ind_tag_path: pl.DataFrame, ref_parameter: pl.DataFrame) -> pl.DataFrame:
    """One row per row of `ind_tag_path`, same key; shares 0..1, null below `small_cell` works or without a measure.

    π = (π̂ + sp − 1) / (se + sp − 1), kept within 0..1 (Rogan and Gladen 1978); limits by 1,000 draws of the tagged
    share, of sensitivity and of specificity, seeded by the key so that no order of rows moves them. The three have
    Wilson's limits.
    """
    small = ref_parameter["small_cell"][0]
    rows = [{name: row[name] for name in KEY} | _estimate(row, small) for row in ind_tag_path.iter_rows(named=True)]
    kinds = {name: ind_tag_path.schema[name] for name in KEY}
    found = pl.DataFrame(rows, schema=kinds | dict.fromkeys(("prevalence", *_SHARES), pl.Float64()))
    return found.with_columns(ind_tag_path.select(_limits())).with_columns(
        pl.when(pl.col(name).is_not_null()).then(pl.col(f"{name}_{side}")).alias(f"{name}_{side}")
        for name in _COUNTED
        for side in ("low", "high")
    )


def _limits() -> list[pl.Expr]:
    """Wilson's limits of the shares that are counted."""
    pairs = (
        (name, wilson(pl.col(part), sum(map(pl.col, whole), pl.lit(0)))) for name, (part, whole) in _COUNTED.items()
    )
    return [
        limit.alias(f"{name}_{side}") for name, both in pairs for side, limit in zip(("low", "high"), both, strict=True)
    ]


def corrected(share: Reals, sensitivity: Reals, specificity: Reals) -> Reals:
    """The share of works of the technology behind a tagged share; NaN where tags say nothing (se + sp ≤ 1)."""
    informed = sensitivity + specificity - 1
    known = np.where(informed > 0, informed, np.nan)
    return np.clip((share + specificity - 1) / known, 0, 1)


def _estimate(row: dict[str, int], small: int) -> dict[str, float | None]:
    if row["works"] < small:
        return dict.fromkeys(("prevalence", *_SHARES))
    counts = {"share": (row["tagged_works"], row["works"])}
    if row["tp"] is None or not row["tp"] + row["fn"] or not row["tn"] + row["fp"]:
        return {"prevalence": row["tagged_works"] / row["works"], **dict.fromkeys(_SHARES)}
    counts |= {"sensitivity": (row["tp"], row["tp"] + row["fn"]), "specificity": (row["tn"], row["tn"] + row["fp"])}
    key = [row[name] for name in KEY]
    draws = corrected(*(binomial_shares(k, n, *key, name) for name, (k, n) in counts.items()))
    share, sensitivity, specificity = (np.array(k / n) for k, n in counts.values())
    values = (share, sensitivity, specificity, corrected(share, sensitivity, specificity))
    limits = np.quantile(draws[~np.isnan(draws)], (0.025, 0.975)) if not np.isnan(draws).all() else (np.nan, np.nan)
    found = dict(zip(("prevalence", *_SHARES), (float(v) for v in (*values, *limits)), strict=True))
    return {name: None if np.isnan(value) else value for name, value in found.items()}
