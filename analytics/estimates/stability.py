"""The bootstrap interval of a share of works in closed form: quantiles of Binomial(n, k/n) / n."""

from __future__ import annotations

import math

import numpy as np

from analytics.estimates.bootstrap import Floats, Ints
from analytics.estimates.compiled import compiled


def stability_interval(successes: Ints, trials: Ints) -> Floats:
    """2.5 and 97.5 % quantiles of Binomial(n, k/n) / n, an array (cells, 2): what the Leiden Ranking shows.

    It says how far the share depends on single works; the Wilson interval says what rate may lie behind it.
    """
    return _quantiles(successes.astype(np.int64), trials.astype(np.int64))


@compiled
def _quantiles(successes: Ints, trials: Ints) -> Floats:
    found = np.full((successes.size, 2), np.nan)
    for row in range(successes.size):
        k, n = successes[row], trials[row]
        if n > 0 and (k == 0 or k == n):
            found[row] = k / n
        elif n > 0:
            p = k / n
            # Farther out than ten deviations and forty lies less than 1e-15.
            reach = int(10 * math.sqrt(n * p * (1 - p))) + 40
            below, low = 0.0, -1
            for x in range(max(0, k - reach), min(n, k + reach) + 1):
                chosen = math.lgamma(n + 1) - math.lgamma(x + 1) - math.lgamma(n - x + 1)
                below += math.exp(chosen + x * math.log(p) + (n - x) * math.log1p(-p))
                if low < 0 and below >= 0.025:
                    low = x
                if below >= 0.975:
                    found[row, 0], found[row, 1] = low / n, x / n
                    break
    return found
