"""From replicates to a 95 % interval: the order statistics at 2.5 and 97.5 %, without sorting."""

from __future__ import annotations

import numpy as np

from analytics.estimates.bootstrap import Floats, Ints
from analytics.estimates.compiled import compiled


def limits(replicates: Floats) -> Floats:
    """Lower and upper limit of each row of ``replicates`` (cells, replicates): an array (cells, 2).

    The limits are the smallest replicates with at least 2.5 and 97.5 % of all at or below them; replicates that are not
    defined (NaN) are left out, and a row without any gives NaN.
    """
    return _limits(np.ascontiguousarray(replicates, dtype=np.float64))


def ratio_limits(sums: Floats, top: tuple[Ints, Ints], bottom: tuple[Ints, Ints]) -> Floats:
    """`limits` of ratios of sums over rows of ``sums``, such as the years of a window: an array (ratios, 2).

    ``top`` and ``bottom`` are (ends, rows): ratio i takes the rows between ``ends[i]`` and ``ends[i + 1]``.
    """
    return _ratio_limits(sums, *top, *bottom)


def total_limits(sums: Floats, ends: Ints, rows: Ints) -> Floats:
    """`limits` of sums over rows of ``sums``, given as for `ratio_limits`."""
    return _total_limits(sums, ends, rows)


@compiled
def _limits(replicates: Floats) -> Floats:
    found = np.empty((replicates.shape[0], 2))
    for row in range(replicates.shape[0]):
        found[row] = _limits_of(replicates[row].copy())
    return found


@compiled
def _ratio_limits(sums: Floats, top_ends: Ints, top_rows: Ints, bottom_ends: Ints, bottom_rows: Ints) -> Floats:
    found = np.empty((top_ends.size - 1, 2))
    for i in range(found.shape[0]):
        top = _summed(sums, top_rows[top_ends[i] : top_ends[i + 1]])
        bottom = _summed(sums, bottom_rows[bottom_ends[i] : bottom_ends[i + 1]])
        for replicate in range(top.size):
            top[replicate] = top[replicate] / bottom[replicate] if bottom[replicate] > 0 else np.nan
        found[i] = _limits_of(top)
    return found


@compiled
def _total_limits(sums: Floats, ends: Ints, rows: Ints) -> Floats:
    found = np.empty((ends.size - 1, 2))
    for i in range(found.shape[0]):
        found[i] = _limits_of(_summed(sums, rows[ends[i] : ends[i + 1]]))
    return found


@compiled
def _summed(sums: Floats, rows: Ints) -> Floats:
    total = np.zeros(sums.shape[1])
    for row in rows:
        for replicate in range(total.size):
            total[replicate] += sums[row, replicate]
    return total


@compiled
def _limits_of(values: Floats) -> Floats:
    """Of one row; the order of ``values`` is lost."""
    known = 0
    for position in range(values.size):
        if not np.isnan(values[position]):
            values[known] = values[position]
            known += 1
    found = np.full(2, np.nan)
    if known:
        # 1/40 and 39/40 in whole numbers: 0.025 × 1000 is not exactly 25.
        low, high = (known + 39) // 40 - 1, (39 * known + 39) // 40 - 1
        _select(values, 0, known - 1, low)
        found[0] = values[low]
        _select(values, low, known - 1, high)
        found[1] = values[high]
    return found


@compiled
def _select(values: Floats, first: int, last: int, rank: int) -> None:
    """Bring the value of ``rank`` to its place among ``values[first..last]`` (Hoare 1961)."""
    while first < last:
        pivot = values[(first + last) // 2]
        i, j = first, last
        while i <= j:
            while values[i] < pivot:
                i += 1
            while values[j] > pivot:
                j -= 1
            if i <= j:
                values[i], values[j] = values[j], values[i]
                i += 1
                j -= 1
        if rank <= j:
            last = j
        elif rank >= i:
            first = i
        else:
            return
