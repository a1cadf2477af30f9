"""Closed-form intervals as polars expressions: columns in, columns out, no rows looked at one by one."""

from __future__ import annotations

import polars as pl

Z95 = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""
FEWEST_BASE = 10
"""Of fewer works no relative change is told."""


def wilson(successes: pl.Expr, trials: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Lower and upper 95 % Wilson score limits of ``successes / trials``; null where there are no trials.

    Wilson 1927, doi:10.1080/01621459.1927.10502953. The ends are exactly 0 and 1 at no and at all successes.
    """
    n = pl.when(trials > 0).then(trials)
    share = successes / n
    centre = (share + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 / (1 + Z95**2 / n) * (share * (1 - share) / n + Z95**2 / (4 * n**2)).sqrt()
    low = pl.when(successes == 0).then(pl.lit(0.0) * n).otherwise((centre - half).clip(0, 1))
    high = pl.when(successes == n).then(pl.lit(1.0) + 0 * n).otherwise((centre + half).clip(0, 1))
    return low, high


def effective_wilson(mean: pl.Expr, spread: pl.Expr, works: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Lower and upper 95 % limits of a ``mean`` over ``works`` of shares 0..1, whose variance is ``spread``.

    Wilson's with as many works as would leave a plain share so uncertain: works · m(1 − m) / spread, as for designs of
    surveys (Korn & Graubard 1998, Survey Methodology 24, 193–201). Without any spread the works themselves.
    """
    varied = pl.when(spread > 1e-12).then(spread)
    effective = (works * mean * (1 - mean) / varied).fill_null(works)
    return wilson(mean * effective, effective)


def katz(a: pl.Expr, b: pl.Expr, c: pl.Expr, d: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Lower and upper 95 % log limits of the relative risk (a/(a+b)) / (c/(c+d)); null where a or c is 0.

    Katz et al. 1978, doi:10.2307/2530610.
    """
    risk = (a / (a + b)) / (c / (c + d))
    error = (1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)).sqrt()
    defined = (a > 0) & (c > 0)
    low, high = risk * (-Z95 * error).exp(), risk * (Z95 * error).exp()
    return pl.when(defined).then(low), pl.when(defined).then(high)


def log_limits(ratio: pl.Expr, variance: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Lower and upper 95 % limits of a ``ratio`` above 0 whose logarithm has that ``variance``; null where that is 0.

    Then every work says the same, and what was not seen cannot be told.
    """
    # What is left of counts that cancel is some 1e-17.
    factor = (Z95 * pl.when(variance > 1e-12).then(variance).sqrt()).exp()
    return ratio / factor, ratio * factor


def overlap_variance(both: pl.Expr, x: pl.Expr, y: pl.Expr, power: float) -> pl.Expr:
    """The variance of ln(both / (x · y)^power), where ``both`` are counted among ``x`` and among ``y``.

    By the delta method, of independent counts of both, of x alone and of y alone. Where all are counted among a whole
    and the ratio is times that whole, with a power of 1, it is less by 1 over the whole.
    """
    return 1 / both + (power**2 - 2 * power) * (1 / x + 1 / y) + 2 * power**2 * both / (x * y)


def relative_change(after: pl.Expr, before: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """``after`` / ``before`` − 1 with its lower and upper 95 % limits; null on a base of fewer than ten (methods §3).

    Limits are those of two independent Poisson counts: Wilson's of the part of ``after`` in both, as odds.
    """
    base = pl.when(before >= FEWEST_BASE).then(before)
    low, high = wilson(after, after + base)
    return after / base - 1, low / (1 - low) - 1, high / (1 - high) - 1


def byar(observed: pl.Expr, expected: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Lower and upper 95 % limits of ``observed / expected``; null where nothing is expected.

    Byar's approximation to the exact Poisson limits, the expected number taken as fixed (Breslow & Day 1987, IARC
    Scientific Publications 82). The lower limit is 0 where nothing is observed.
    """
    above = observed + 1
    low = observed * (1 - 1 / (9 * observed) - Z95 / (3 * observed.sqrt())) ** 3
    high = above * (1 - 1 / (9 * above) + Z95 / (3 * above.sqrt())) ** 3
    defined = expected > 0
    low = pl.when(defined).then(pl.when(observed == 0).then(0.0).otherwise(low) / expected)
    return low, pl.when(defined).then(high / expected)


def scaled_wilson(observed: pl.Expr, works: pl.Expr, expected: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Lower and upper 95 % limits of ``observed / expected``, where ``observed`` is counted among ``works``.

    Wilson's limits of the share, times works over the expected number, which is taken as fixed; null where nothing is
    expected. Byar's limits take what is counted for rare events: at a share of one half they are 1.4 times as wide.
    """
    low, high = wilson(observed, works)
    scale = works / pl.when(expected > 0).then(expected)
    return low * scale, high * scale


def mantel_haenszel(
    difference: pl.Expr, pairs: pl.Expr, variance_p: pl.Expr, variance_q: pl.Expr
) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """The pooled risk difference with its lower and upper 95 % limits; null where no stratum compares.

    The limits are null too where the strata show no variation to estimate them from (no work a success, or every one).

    The arguments are the sums over strata that `ind_uplift_year` defines. The variance of Sato 1989 (Biometrics 45,
    1323–1324), (difference · ΣP + ΣQ) / pairs², holds for few large and for many small strata.
    """
    compared = pl.when(pairs > 0).then(pairs)
    pooled = difference / compared
    variance = pooled * variance_p + variance_q
    error = pl.when(variance > 1e-10).then(variance).sqrt() / compared
    return pooled, (pooled - Z95 * error).clip(-1, 1), (pooled + Z95 * error).clip(-1, 1)
