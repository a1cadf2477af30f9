"""Slope and test of a series by all its pairs and all its orders, after methods.md §8."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from itertools import combinations
from statistics import NormalDist, median


def slope(series: dict[int, float]) -> float:
    return median((series[b] - series[a]) / (b - a) for a, b in combinations(sorted(series), 2))


def score(series: dict[int, float]) -> int:
    return sum((series[b] > series[a]) - (series[b] < series[a]) for a, b in combinations(sorted(series), 2))


def p_value(series: dict[int, float]) -> float:
    """Exact up to 18 years, ties included; beyond that normal, with correction for ties and continuity."""
    s, n, ties = abs(score(series)), len(series), list(Counter(series.values()).values())
    if s == 0:
        return 1.0
    if n > 18:
        spread = [t * (t - 1) * (2 * t + 5) / 18 for t in (n, *ties)]
        return 2 * (1 - NormalDist().cdf((s - 1) / math.sqrt(spread[0] - sum(spread[1:]))))
    orders: Counter[int] = Counter({0: 1})
    for place, t in enumerate(ties):
        falling = among(sum(ties[:place]), t)
        orders = Counter(
            {k: sum(n * falling[k - i] for i, n in orders.items()) for k in range(max(orders) + max(falling) + 1)}
        )
    most = max(orders)
    return sum(n for k, n in orders.items() if abs(most - 2 * k) >= s) / sum(orders.values())


@cache
def among(a: int, b: int) -> Counter[int]:
    """Falling pairs → ways to lay ``b`` equal values among ``a`` smaller ones, by what comes first."""
    if a == 0 or b == 0:
        return Counter({0: 1})
    found = Counter(among(a - 1, b))
    found.update({k + a: n for k, n in among(a, b - 1).items()})
    return found


def slope_limits(years: int, series: dict[int, float]) -> tuple[float, float]:
    """The least and the greatest slope that, taken out of the series, leaves one whose test at 5 % refuses nothing.

    As S of what is left falls by two at every slope between two years, the limits lie at such slopes.
    """
    slopes = sorted((series[b] - series[a]) / (b - a) for a, b in combinations(sorted(series), 2))
    plain = {year: float(year) for year in range(years)}
    most = max(s for s in range(len(slopes) + 1) if s % 2 == len(slopes) % 2 and chance(plain, s) > 0.05)
    beyond = (len(slopes) - most) // 2
    return slopes[beyond - 1], slopes[len(slopes) - beyond]


def chance(distinct: dict[int, float], s: int) -> float:
    """P(|S| ≥ s) of as many distinct values in any order."""
    n = len(distinct)
    if n > 18:
        return 2 * (1 - NormalDist().cdf((s - 1) / math.sqrt(n * (n - 1) * (2 * n + 5) / 18)))
    orders = Counter({0: 1})
    for place in range(n):
        orders = Counter({k: sum(orders[k - i] for i in range(place + 1)) for k in range(max(orders) + place + 1)})
    most = max(orders)
    return sum(count for k, count in orders.items() if abs(most - 2 * k) >= s) / sum(orders.values())
