"""Theil–Sen slope and Mann–Kendall test of many short series at once."""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise

import numpy as np

from analytics.estimates.bootstrap import Floats, Ints

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
    found, sizes = np.full((ends.size - 1, 5), np.nan), np.diff(ends)
    for size in np.unique(sizes).tolist():
        rows = np.flatnonzero(sizes == size)
        places = ends[rows][:, None] + np.arange(size)
        found[rows] = _of_size(year[places], value[places])
    return found


def _of_size(x: Ints, y: Floats) -> Floats:
    """`trends` of series with equally many years, a row each."""
    later, earlier = np.tril_indices(x.shape[1], -1)
    slopes = np.sort((y[:, later] - y[:, earlier]) / (x[:, later] - x[:, earlier]), axis=1)
    found, pairs = np.full((x.shape[0], 5), np.nan), slopes.shape[1]
    found[:, 0] = (slopes[:, (pairs - 1) // 2] + slopes[:, pairs // 2]) / 2
    # A slope b is kept while S of the series less b·year is; that S is all pairs less twice the slopes below b.
    below = (pairs - _most_kept(x.shape[1])) // 2
    if below > 0:
        found[:, 1], found[:, 2] = slopes[:, below - 1], slopes[:, pairs - below]
    found[:, 3] = (slopes > 0).sum(axis=1) - (slopes < 0).sum(axis=1)
    scores = found[:, 3].astype(int).tolist()
    found[:, 4] = [_two_sided(ties, abs(score)) for ties, score in zip(_ties(y), scores, strict=True)]
    return found


def _ties(y: Floats) -> list[tuple[int, ...]]:
    """How often each distinct value of each row occurs, largest first."""
    # Few of all ways to be equal occur.
    ways, way = np.unique(np.diff(np.sort(y, axis=1), axis=1) != 0, axis=0, return_inverse=True)
    found: list[tuple[int, ...]] = []
    for is_new in ways:
        edges = [0, *(np.flatnonzero(is_new) + 1).tolist(), y.shape[1]]
        found.append(tuple(sorted((b - a for a, b in pairwise(edges)), reverse=True)))
    return [found[at] for at in way.tolist()]


@cache
def _most_kept(n: int) -> int:
    """The largest S of ``n`` years that the test at 5 % does not refuse; all its S are odd, or all even."""
    score = n * (n - 1) // 2
    while score > 0 and _two_sided((1,) * n, score) <= 0.05:
        score -= 2
    return score


@cache
def _two_sided(ties: tuple[int, ...], score: int) -> float:
    """P(|S| ≥ ``score``) over all orders of values of which ``ties`` are equal."""
    n = sum(ties)
    if score == 0:
        return 1.0
    if n > _EXACT:
        variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
        return math.erfc((score - 1) / math.sqrt(2 * variance))
    counts = _orders(ties)
    far = np.abs(counts.size - 1 - 2 * np.arange(counts.size)) >= score
    return float(counts[far].sum() / counts.sum())


@cache
def _orders(ties: tuple[int, ...]) -> Floats:
    """How many orders of the values have 0, 1, 2, … falling pairs: the Gaussian multinomial coefficient."""
    pairs = (sum(ties) ** 2 - sum(t * t for t in ties)) // 2
    counts, before = np.zeros(pairs + 1), 0
    counts[0] = 1.0
    for t in ties:
        for i in range(1, t + 1):
            # Times (1 − q^(before+i)), by (1 − q^i); what lies beyond the last power cancels.
            counts[before + i :] -= counts[: max(0, counts.size - before - i)].copy()
            for power in range(i, pairs + 1):
                counts[power] += counts[power - i]
        before += t
    return counts
