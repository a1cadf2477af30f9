"""The Poisson bootstrap: each work has one weight a replicate, drawn from a hash of the two, in whatever cell it is.

So results depend neither on the order of rows nor on how cells are cut into portions, and intervals of differences and
ranks are right (Hanley & MacGibbon 2006, doi:10.1016/j.cmpb.2006.04.006). Measured by tests/benchmarks/bootstrap.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analytics.compiled import compiled

REPLICATES = 1000
FEWEST_WORKS = 10
"""Of fewer works nothing is resampled: too few ways to draw them."""
GRID = 2.0**24
"""Values are rounded to multiples of 1/GRID: then sums below 2^29 are exact in any order."""

_BITS = 16
_CHANCES = [sum(math.exp(-1) / math.factorial(i) for i in range(k + 1)) for k in range(8)]
_T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7 = (np.uint16(round(2.0**_BITS * chance)) for chance in _CHANCES)
_BASIS, _PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
_STEP, _FIRST, _SECOND = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]


def work_hashes(work_ids: pl.Series | Iterable[str]) -> Hashes:
    """One 64-bit number a work id, the same on every machine and in every build.

    FNV-1a over its bytes, then the finish of splitmix64: ids that differ in a digit differ in half of the bits. Ids are
    texts or, as in a build, the numbers after their W.
    """
    ids = work_ids if isinstance(work_ids, pl.Series) else pl.Series(work_ids, dtype=pl.String)
    found = np.empty(ids.len(), np.uint64)
    if ids.dtype == pl.Int64:
        _hash_numbers(ids.to_numpy(), found)
    else:
        letters = "".join(ids.str.join("")).encode()
        _hash(np.frombuffer(letters, np.uint8), ids.str.len_bytes().cum_sum().cast(pl.Int64).to_numpy(), found)
    return found


def replicate_sums(
    cell: Ints, work: Hashes, value: Floats, cells: int, replicates: int = REPLICATES, first: int = 0
) -> Floats:
    """Sums of ``value`` × Poisson(1) weight by cell, from replicate ``first``, a multiple of 4, on.

    ``cell``, ``work`` and ``value`` hold a row each: where it counts, for which work, how much. ``value`` is one number
    a row, and the sums (``cells``, ``replicates``); or ``values`` numbers, and the sums (values, cells, replicates).
    They take 8 bytes a value, cell and replicate, so callers hand over cells, or replicates, in portions.
    """
    values = np.rint((value if value.ndim > 1 else value[:, None]) * GRID) / GRID
    sums = np.zeros((values.shape[1], cells, replicates))
    drawn = np.empty(-(-replicates // 4), np.uint64)
    _add(cell, work, values, first, drawn, drawn.view(np.uint16), sums)
    return sums.reshape(value.shape[1:] + sums.shape[1:])


def running_sums(
    cell: Ints, work: Hashes, value: Floats, cells: int, replicates: int = REPLICATES, first: int = 0
) -> Floats:
    """As `replicate_sums`, with ``cells`` + 1 rows, of which row i is the sum of all cells before i."""
    sums = replicate_sums(cell + 1, work, value, cells + 1, replicates, first)
    _run(sums.reshape(-1, cells + 1, replicates))
    return sums


def drawn_weights(work: Hashes, replicates: int = REPLICATES, first: int = 0) -> NDArray[np.uint8]:
    """The weights of each work: an array (works, ``replicates``), from replicate ``first``, a multiple of 4, on."""
    drawn, found = np.empty(-(-replicates // 4), np.uint64), np.empty((work.size, replicates), np.uint8)
    _draw(work, first, drawn, drawn.view(np.uint16), found)
    return found


@compiled
def _weights(work: np.uint64, first: int, bits: Hashes, parts: NDArray[np.uint16], into: NDArray[np.uint8]) -> None:
    """Fill ``into`` with a work's weights: of its hash and every four replicates 64 bits, 16 for each, cut.

    ``bits`` is room for them, ``parts`` the same memory in numbers of 16 bits, the lowest first. Mixed as by SplitMix64
    (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195).
    """
    for four in range(bits.size):
        bits[four] = _mixed(work + np.uint64(first // 4 + four + 1) * _STEP)
    for replicate in range(into.size):
        x = parts[replicate]
        # One comparison a count, so that the loop runs on many replicates at once.
        few = np.uint8(x >= _T0) + np.uint8(x >= _T1) + np.uint8(x >= _T2) + np.uint8(x >= _T3)
        many = np.uint8(x >= _T4) + np.uint8(x >= _T5) + np.uint8(x >= _T6) + np.uint8(x >= _T7)
        into[replicate] = np.uint8(few + many)


@compiled
def _hash(letters: NDArray[np.uint8], ends: Ints, found: Hashes) -> None:
    start = 0
    for name in range(ends.size):
        x = _BASIS
        for at in range(start, ends[name]):
            x = (x ^ np.uint64(letters[at])) * _PRIME
        start = ends[name]
        found[name] = _mixed(x)


@compiled
def _hash_numbers(numbers: Ints, found: Hashes) -> None:
    for name in range(numbers.size):
        power = 1
        while numbers[name] // power > 9:
            power *= 10
        x = (_BASIS ^ np.uint64(ord("W"))) * _PRIME
        while power > 0:
            x = (x ^ np.uint64(ord("0") + numbers[name] // power % 10)) * _PRIME
            power //= 10
        found[name] = _mixed(x)


@compiled
def _mixed(x: np.uint64) -> np.uint64:
    x = (x ^ (x >> np.uint64(30))) * _FIRST
    x = (x ^ (x >> np.uint64(27))) * _SECOND
    return x ^ (x >> np.uint64(31))


@compiled
def _draw(work: Hashes, first: int, bits: Hashes, parts: NDArray[np.uint16], found: NDArray[np.uint8]) -> None:
    for row in range(work.size):
        _weights(work[row], first, bits, parts, found[row])


@compiled
def _add(
    cell: Ints, work: Hashes, value: Floats, first: int, bits: Hashes, parts: NDArray[np.uint16], sums: Floats
) -> None:
    replicates = sums.shape[2]
    drawn = np.empty(replicates, np.uint8)
    for row in range(cell.size):
        # Rows of one work that stand together have its weights drawn once.
        if row == 0 or work[row] != work[row - 1]:
            _weights(work[row], first, bits, parts, drawn)
        for column in range(value.shape[1]):
            much = value[row, column]
            if much != 0:
                into = sums[column, cell[row]]
                for replicate in range(replicates):
                    into[replicate] += much * drawn[replicate]


@compiled
def _run(sums: Floats) -> None:
    for column in range(sums.shape[0]):
        for row in range(1, sums.shape[1]):
            before, here = sums[column, row - 1], sums[column, row]
            for replicate in range(sums.shape[2]):
                here[replicate] += before[replicate]
