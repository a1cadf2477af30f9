"""Theil–Sen slope and Mann–Kendall test of many short series at once."""

from __future__ import annotations

import math

import numpy as np

from analytics.estimates.bootstrap import Floats, Ints
from analytics.estimates.compiled import compiled

_EXACT = 18
"""Up to that many years counts of orders fit exactly into a float (18! < 2^53)."""


def trends(ends: Ints, year: Ints, value: Floats) -> Floats:
    """Slope a year, its lower and upper 95 % limit, Kendall's S and its two-sided p for each series: (series, 5).

    Series i is ``ends[i]:ends[i + 1]``, years distinct, at least two. The slope is the median of the slopes between
    all pairs of years; its limits are the slopes that the test at 5 % does not refuse (Sen 1968,
    doi:10.1080/01621459.1968.10480934), NaN where no order of so few years could be refused (fewer than five).
    S counts pairs of years that rise less those that fall; its distribution under no trend is exact, ties included
    (Mann 1945, doi:10.2307/1907187), up to 18 years, beyond that normal with correction for ties and continuity.
    """
    return _trends(ends, year, value, int(np.diff(ends).max()))


@compiled
def _trends(ends: Ints, year: Ints, value: Floats, longest: int) -> Floats:
    found = np.full((ends.size - 1, 5), np.nan)
    kept = np.full(longest + 1, -1)
    for i in range(found.shape[0]):
        x, y = year[ends[i] : ends[i + 1]], value[ends[i] : ends[i + 1]]
        slopes = _slopes(x, y)
        found[i, 0] = (slopes[(slopes.size - 1) // 2] + slopes[slopes.size // 2]) / 2
        if kept[x.size] < 0:
            kept[x.size] = _most_kept(x.size)
        # A slope b is kept while S of the series less b·year is; that S is all pairs less twice the slopes below b.
        below = (slopes.size - kept[x.size]) // 2
        if below > 0:
            found[i, 1], found[i, 2] = slopes[below - 1], slopes[slopes.size - below]
        score = 0
        for slope in slopes:
            score += int(slope > 0) - int(slope < 0)
        found[i, 3] = score
        found[i, 4] = _two_sided(x.size, _ties(y), score)
    return found


@compiled
def _most_kept(n: int) -> int:
    """The largest S of ``n`` years that the test at 5 % does not refuse."""
    score, single = n * (n - 1) // 2, np.ones(n, np.int64)
    while score > 0 and _two_sided(n, single, score) <= 0.05:
        score -= 1
    return score


@compiled
def _slopes(x: Ints, y: Floats) -> Floats:
    slopes, filled = np.empty(x.size * (x.size - 1) // 2), 0
    for i in range(x.size):
        for j in range(i):
            slopes[filled] = (y[i] - y[j]) / (x[i] - x[j])
            filled += 1
    return _ordered(slopes)


@compiled
def _ordered(values: Floats) -> Floats:
    """``values`` ascending, in place; they are few, and the library's sort takes seconds to compile."""
    for i in range(1, values.size):
        value, place = values[i], i
        while place > 0 and values[place - 1] > value:
            values[place] = values[place - 1]
            place -= 1
        values[place] = value
    return values


@compiled
def _ties(y: Floats) -> Ints:
    """How often each distinct value occurs."""
    ordered = _ordered(y.copy())
    sizes, groups = np.zeros(y.size, np.int64), 0
    for i in range(y.size):
        groups += int(i == 0 or ordered[i] != ordered[i - 1])
        sizes[groups - 1] += 1
    return sizes[:groups]


@compiled
def _two_sided(n: int, ties: Ints, score: int) -> float:
    """P(|S| ≥ |score|) over all orders of ``n`` values of which ``ties`` are equal."""
    if abs(score) == 0:
        return 1.0
    if n > _EXACT:
        variance = n * (n - 1) * (2 * n + 5) / 18.0
        for t in ties:
            variance -= t * (t - 1) * (2 * t + 5) / 18.0
        return math.erfc((abs(score) - 1) / math.sqrt(2 * variance))
    counts = _orders(ties)
    far, every, most = 0.0, 0.0, counts.size - 1
    for inversions in range(counts.size):
        every += counts[inversions]
        if abs(most - 2 * inversions) >= abs(score):
            far += counts[inversions]
    return far / every


@compiled
def _orders(ties: Ints) -> Floats:
    """How many orders of the values have 0, 1, 2, … falling pairs: the Gaussian multinomial coefficient."""
    pairs, before = 0, 0
    for t in ties:
        pairs += before * t
        before += t
    counts, before = np.zeros(pairs + 1), 0
    counts[0] = 1.0
    for t in ties:
        for i in range(1, t + 1):
            # Times (1 − q^(before+i)), by (1 − q^i); what lies beyond the last power cancels.
            for power in range(pairs, before + i - 1, -1):
                counts[power] -= counts[power - before - i]
            for power in range(i, pairs + 1):
                counts[power] += counts[power - i]
        before += t
    return counts
