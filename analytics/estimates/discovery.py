"""Many tests in one night: an exact test of two shares, and the control of how many of its findings are false."""

from __future__ import annotations

import math
from collections.abc import Sequence


def fisher(exposed: int, works: int, base_exposed: int, base_works: int) -> float:
    """Two-sided p-value of equal shares, given both totals (Fisher's exact test): 0..1.

    The sum over all splits of the exposed works that are no more likely than the one seen; hypergeometric.
    """
    total, marked = works + base_works, exposed + base_exposed
    low, high = max(0, marked - base_works), min(marked, works)
    logs = [_log_choose(marked, k) + _log_choose(total - marked, works - k) for k in range(low, high + 1)]
    seen, top = logs[exposed - low], max(logs)
    # Equal odds differ in the last digits of their logarithms.
    tail = math.fsum(math.exp(log - top) for log in logs if log <= seen + 1e-7)
    return min(1.0, tail / math.fsum(math.exp(log - top) for log in logs))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """The q-value of each p-value, in the order given: the lowest false discovery rate at which it is still found.

    Benjamini & Hochberg 1995: p·m/rank, made to fall with the rank.
    """
    ranked = sorted(range(len(p_values)), key=lambda i: p_values[i], reverse=True)
    found, least = [1.0] * len(p_values), 1.0
    for place, i in enumerate(ranked):
        least = min(least, p_values[i] * len(p_values) / (len(p_values) - place))
        found[i] = least
    return found
