"""The Poisson bootstrap: each work has one weight a replicate, drawn from a hash of the two, in whatever cell it is.

So results depend neither on the order of rows nor on how cells are cut into portions, and intervals of differences and
ranks are right (Hanley & MacGibbon 2006, doi:10.1016/j.cmpb.2006.04.006). Measured by tests/benchmarks/bootstrap.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from analytics.compiled import compiled

REPLICATES = 1000
FEWEST_WORKS = 10
"""Of fewer works nothing is resampled: too few ways to draw them."""
GRID = 2.0**24
"""Values are rounded to multiples of 1/GRID: then sums below 2^29 are exact in any order."""

_ONE = 2.0**32
_THRESHOLDS = [int(_ONE * sum(math.exp(-1) / math.factorial(i) for i in range(k + 1))) for k in range(12)]
_T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7, _T8, _T9, _T10, _T11 = (np.uint32(level) for level in _THRESHOLDS)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]


def work_hashes(work_ids: Iterable[str]) -> Hashes:
    """One 64-bit number a work id, the same on every machine and in every build.

    FNV-1a over its bytes, then the finish of splitmix64: ids that differ in a digit differ in half of the bits.
    """
    names = np.array([name.encode() for name in work_ids], dtype=bytes)
    letters = names.view(np.uint8).reshape(names.size, names.itemsize).astype(np.uint64)
    found = np.full(names.size, 0xCBF29CE484222325, dtype=np.uint64)
    for column in letters.T:
        # Names are filled up with zeros to one length, which must not matter.
        found = np.where(column > 0, (found ^ column) * np.uint64(0x100000001B3), found)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        found = (found ^ (found >> np.uint64(shift))) * np.uint64(factor)
    return found


def replicate_sums(
    cell: Ints, work: Hashes, value: Floats, cells: int, replicates: int = REPLICATES, first: int = 0
) -> Floats:
    """Sums of ``value`` × Poisson(1) weight by cell: an array (``cells``, ``replicates``), from replicate ``first`` on.

    ``cell``, ``work`` and ``value`` hold a row each: where it counts, for which work, how much. Takes 8 bytes a cell
    and replicate, so callers hand over cells, or replicates, in portions.
    """
    # Rows of one work together, so that its weights are drawn once.
    order = np.argsort(work, kind="stable")
    rounded = np.rint(value[order] * GRID) / GRID
    return _add(cell[order], work[order], rounded, first, np.zeros((cells, replicates)))


def running_sums(
    cell: Ints, work: Hashes, value: Floats, cells: int, replicates: int = REPLICATES, first: int = 0
) -> Floats:
    """As `replicate_sums`, an array (``cells`` + 1, ``replicates``) whose row i is the sum of all cells before i."""
    return _run(replicate_sums(cell + 1, work, value, cells + 1, replicates, first))


@compiled
def weights(work: np.uint64, first: int, drawn: NDArray[np.uint32]) -> None:
    """Fill ``drawn`` with a work's weights: 64 bits of hash and the replicate, from ``first`` on, mixed to 32, cut."""
    low, high = np.uint32(work & np.uint64(0xFFFFFFFF)), np.uint32(work >> np.uint64(32))
    for replicate in range(drawn.size):
        x = _mixed(np.uint32(low + np.uint32(first + replicate) * np.uint32(0x9E3779B9)))
        x = _mixed(np.uint32(x ^ high))
        # One comparison a count, so that the loop runs on many replicates at once.
        few = np.uint32(x >= _T0) + np.uint32(x >= _T1) + np.uint32(x >= _T2) + np.uint32(x >= _T3)
        some = np.uint32(x >= _T4) + np.uint32(x >= _T5) + np.uint32(x >= _T6) + np.uint32(x >= _T7)
        many = np.uint32(x >= _T8) + np.uint32(x >= _T9) + np.uint32(x >= _T10) + np.uint32(x >= _T11)
        drawn[replicate] = np.uint32(few + some + many)


@compiled
def _mixed(x: np.uint32) -> np.uint32:
    x = np.uint32(np.uint32(x ^ (x >> np.uint32(16))) * np.uint32(0x7FEB352D))
    x = np.uint32(np.uint32(x ^ (x >> np.uint32(15))) * np.uint32(0x846CA68B))
    return np.uint32(x ^ (x >> np.uint32(16)))


@compiled
def _add(cell: Ints, work: Hashes, value: Floats, first: int, sums: Floats) -> Floats:
    replicates = sums.shape[1]
    drawn = np.empty(replicates, np.uint32)
    for row in range(cell.size):
        if row == 0 or work[row] != work[row - 1]:
            weights(work[row], first, drawn)
        into = sums[cell[row]]
        much = value[row]
        for replicate in range(replicates):
            into[replicate] += much * drawn[replicate]
    return sums


@compiled
def _run(sums: Floats) -> Floats:
    for row in range(1, sums.shape[0]):
        for replicate in range(sums.shape[1]):
            sums[row, replicate] += sums[row - 1, replicate]
    return sums
