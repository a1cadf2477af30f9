"""The bootstrap interval of a share of works in closed form: quantiles of Binomial(n, k/n) / n."""

from __future__ import annotations

import numpy as np

from analytics.compiled import compiled
from analytics.estimates.bootstrap import Floats, Ints

_TAILS = (0.025, 0.975)


def stability_interval(successes: Ints, trials: Ints) -> Floats:
    """2.5 and 97.5 % quantiles of Binomial(n, k/n) / n, an array (cells, 2): what the Leiden Ranking shows.

    It says how far the share depends on single works; the Wilson interval says what rate may lie behind it.
    """
    key, place = np.unique(trials.astype(np.int64) << 32 | successes.astype(np.int64), return_inverse=True)
    k, n = key & (2**32 - 1), key >> 32
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n.max(initial=0) + 1)))])
    found = np.full((key.size, 2), np.nan)
    _quantiles(k, n, log_factorial, found)
    return found[place]


@compiled
def _quantiles(successes: Ints, trials: Ints, log_factorial: Floats, found: Floats) -> None:
    for cell in range(successes.size):
        k, n = successes[cell], trials[cell]
        if n > 0 and k in (0, n):
            found[cell] = k / n
        elif n > 0:
            # Farther out than ten deviations and forty lies less than 1e-15.
            x = max(0, k - int(10 * np.sqrt(k * (1 - k / n))) - 40)
            more, less, below = np.log(k / n), np.log1p(-k / n), 0.0
            for side in range(2):
                while True:
                    chosen = log_factorial[n] - log_factorial[x] - log_factorial[n - x]
                    of_x = np.exp(chosen + x * more + (n - x) * less)
                    if below + of_x >= _TAILS[side] or x == n:
                        break
                    below, x = below + of_x, x + 1
                found[cell, side] = x / n
