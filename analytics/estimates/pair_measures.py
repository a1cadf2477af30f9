"""How strongly two units work together, whatever their size: one expression a measure, for countries and institutions.

C is joint works, N a unit's works, C_x its links (joint works summed over partners), T the world's links over unordered
pairs. A measure whose denominator is 0 is null.
"""

from __future__ import annotations

import polars as pl

from analytics.estimates.intervals import Z95, katz, log_limits, overlap_variance, wilson

Limits = tuple[pl.Expr, pl.Expr]
_WINDOW = ["technology_id", "tag_scope", "window_years", "last_year"]


def association_strength(joint: pl.Expr, of_x: pl.Expr, of_y: pl.Expr, total: pl.Expr) -> pl.Expr:
    """q_xy / (q_x q_y), each pair once in each row of the matrix (van Eck & Waltman 2009, doi:10.1002/asi.21075)."""
    return _over(joint * total, of_x * of_y)


def odds_ratio(a: pl.Expr, b: pl.Expr, c: pl.Expr, d: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """ORC = ad/(bc) with its 95 % log limits (Woolf 1955); null where b or c is 0, the limits also where a or d is."""
    ratio = pl.when((b > 0) & (c > 0)).then(_over(a * d, b * c))
    error = (1 / a + 1 / b + 1 / c + 1 / d).sqrt()
    is_bounded = (a > 0) & (b > 0) & (c > 0) & (d > 0)
    low, high = (pl.when(is_bounded).then(ratio * (side * Z95 * error).exp()) for side in (-1, 1))
    return ratio, low, high


def pooled_risk_ratio(exposed: pl.Expr, unexposed: pl.Expr, variance: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """Mantel–Haenszel risk ratio of Σ a n0/N and Σ c n1/N, with the limits of Greenland & Robins 1985.

    ``variance`` is Σ (n1 n0 m − a c N)/N². Null where one of the first two sums is 0. doi:10.2307/2530643.
    """
    is_defined = (exposed > 0) & (unexposed > 0)
    ratio = pl.when(is_defined).then(exposed / unexposed)
    error = (variance.clip(0) / (exposed * unexposed)).sqrt()
    low, high = (pl.when(is_defined).then(ratio * (side * Z95 * error).exp()) for side in (-1, 1))
    return ratio, low, high


def pair_measures(pairs: pl.DataFrame, kind: str, small: int) -> pl.DataFrame:
    """The measures of ordered ``pairs`` of ``kind`` (`country`, `institution`), one row each with its key.

    Measures, and their limits, are null for pairs with fewer than ``small`` joint works.
    """
    keys = [f"{kind}_x", f"{kind}_y", *_WINDOW]
    joint, links_x, links_y, world = (pl.col(c) for c in ("joint_works", "links_x", "links_y", "links_world"))
    a, b, c, d = joint, links_x - joint, links_y - joint, world - links_x - links_y + joint
    is_ric_defined = (c > 0) & (c + d > 0)
    low, high = katz(a, b, c, d)
    measures = _similarity() | {
        "ric": pl.when(is_ric_defined).then(_over(joint * (world - links_x), links_x * (links_y - joint))),
        "ric_low": pl.when(is_ric_defined).then(low),
        "ric_high": pl.when(is_ric_defined).then(high),
    }
    measures |= _with_limits("orc", odds_ratio(a, b, c, d))
    sums = (pl.col(name) for name in ("exposed_sum", "unexposed_sum", "variance_sum"))
    measures |= _with_limits("ric_pooled", pooled_risk_ratio(*sums))
    is_small = joint < small
    return pairs.select(
        *keys,
        is_ric_defined.alias("is_ric_defined"),
        ((b > 0) & (c > 0)).alias("is_orc_defined"),
        is_small.alias("is_small"),
        "fields",
        *(pl.when(~is_small).then(measure).alias(name) for name, measure in measures.items()),
    )


def _similarity() -> dict[str, pl.Expr]:
    joint, x, y = pl.col("joint_works"), pl.col("works_x"), pl.col("works_y")
    shared = [pl.col(f"shared_works_{of}") for of in ("x", "y", "world")]
    links = [pl.col(f"links_{of}") for of in ("x", "y", "world")]
    salton, union = _over(joint, (x * y).sqrt()), x + y - joint
    low, high = log_limits(salton, overlap_variance(joint, x, y, 0.5))
    measures = _with_limits("salton", (salton, low, high.clip(upper_bound=1)))
    measures |= _with_limits("jaccard", (_over(joint, union), *wilson(joint, union)))
    strength = association_strength(joint, links[0], links[1], 2 * links[2])
    measures |= _with_limits("association_strength", (strength, *_probability_ratio_limits(strength, joint, *links)))
    index = _over(joint * shared[2], shared[0] * shared[1])
    return measures | _with_limits("nsf_index", (index, *_probability_ratio_limits(index, joint, *shared)))


def _probability_ratio_limits(ratio: pl.Expr, joint: pl.Expr, x: pl.Expr, y: pl.Expr, whole: pl.Expr) -> Limits:
    """Of joint/whole over x/whole · y/whole, or of a multiple of it: all are counted among the ``whole``."""
    return log_limits(ratio, overlap_variance(joint, x, y, 1) - 1 / whole)


def _with_limits(name: str, measured: tuple[pl.Expr, pl.Expr, pl.Expr]) -> dict[str, pl.Expr]:
    return dict(zip((name, f"{name}_low", f"{name}_high"), measured, strict=True))


def _over(above: pl.Expr, below: pl.Expr) -> pl.Expr:
    return above / pl.when(below != 0).then(below)
