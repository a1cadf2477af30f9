"""The bootstrap interval of a share of works in closed form: quantiles of Binomial(n, k/n) / n."""

from __future__ import annotations

import numpy as np

from analytics.estimates.bootstrap import Floats, Ints

_TAILS = (0.025, 0.975)


def stability_interval(successes: Ints, trials: Ints) -> Floats:
    """2.5 and 97.5 % quantiles of Binomial(n, k/n) / n, an array (cells, 2): what the Leiden Ranking shows.

    It says how far the share depends on single works; the Wilson interval says what rate may lie behind it.
    """
    pairs, place = np.unique(np.column_stack([trials, successes]).astype(np.int64), axis=0, return_inverse=True)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, pairs[:, 0].max(initial=0) + 1)))])
    found = np.array([_quantiles(int(k), int(n), log_factorial) for n, k in pairs]).reshape(-1, 2)
    return found[place.reshape(-1)]


def _quantiles(k: int, n: int, log_factorial: Floats) -> tuple[float, float]:
    if n == 0:
        return np.nan, np.nan
    if k in (0, n):
        return k / n, k / n
    # Farther out than ten deviations and forty lies less than 1e-15.
    reach = int(10 * np.sqrt(k * (1 - k / n))) + 40
    first, last = max(0, k - reach), min(n, k + reach)
    x = np.arange(first, last + 1)
    chosen = log_factorial[n] - log_factorial[x] - log_factorial[n - x]
    below = np.cumsum(np.exp(chosen + x * np.log(k / n) + (n - x) * np.log1p(-k / n)))
    low, high = first + np.searchsorted(below, _TAILS)
    return low / n, high / n
