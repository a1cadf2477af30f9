"""Sums over the works of cells in every replicate: how often a work counts, and which match it is given.

The draws are those of `draws.draw`, made again for each row instead of kept: an array (works, replicates) would grow
with the corpus. Arrays out are (cells, `REPLICATES`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analytics.compiled import compiled
from analytics.estimates.draws import COUNTS, FIRST, REPLICATES, SECOND, STEP, Floats, Hashes, Ints

_T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7 = (np.uint16(np.searchsorted(COUNTS, count)) for count in range(1, 9))
"""From which 16 bits on a work counts so often."""


class Matches(NamedTuple):
    """Of every row in every pool (pools, rows): ``size`` of the ``values`` from ``start`` on."""

    start: Ints
    size: Ints
    values: Floats

    def where(self, chosen: Ints) -> Matches:
        """Those of the rows at ``chosen``."""
        return Matches(self.start[:, chosen], self.size[:, chosen], self.values)


def counted(cell: Ints, hashes: Hashes, values: Floats, cells: int) -> Floats:
    """Σ value × how often the work counts: an array (values, ``cells``, replicates).

    ``cell`` and ``hashes`` hold a row each, ``values`` a column each (values, rows).
    """
    sums = np.zeros((len(values), cells, REPLICATES))
    _count(cell, hashes, np.ascontiguousarray(values.T), sums)
    return sums


def recited(cell: Ints, hashes: Hashes, own: Floats, matches: Matches, share: float, cells: int) -> Floats:
    """Σ (score of a match − the work's own) × how often the work counts: an array (pools, 2, ``cells``, replicates).

    The two are the top 10 % score and citations; ``own`` (rows, 3) are those of every row, behind whether it has any
    and counts. From the first pool a match is always drawn there, from others with the chance ``share``, else it is
    that of the first.
    """
    sums = np.zeros((len(matches.start), 2, cells, REPLICATES))
    _recite(cell, hashes, own, matches, share, sums)
    return sums


def formed(cell: Ints, hashes: Hashes, share: float, cells: int) -> Floats:
    """How many of the rows of each cell, drawn with the chance ``share``: an array (``cells``, replicates)."""
    sums = np.zeros((cells, REPLICATES))
    _form(cell, hashes, share, sums)
    return sums


@compiled
def _count(cell: Ints, hashes: Hashes, values: Floats, sums: Floats) -> None:
    bits, times = np.empty(sums.shape[2], np.uint64), np.empty(sums.shape[2])
    for row in range(cell.size):
        _draw(hashes[row], bits, times)
        for value in range(values.shape[1]):
            into, much = sums[value, cell[row]], values[row, value]
            for replicate in range(times.size):
                into[replicate] += much * times[replicate]


@compiled
def _recite(cell: Ints, hashes: Hashes, own: Floats, matches: Matches, share: float, sums: Floats) -> None:
    bits, times, order = np.empty(REPLICATES, np.uint64), np.empty(REPLICATES), np.empty(REPLICATES + 1, np.int64)
    change = np.empty((2, REPLICATES))
    for row in range(cell.size):
        if own[row, 0] == 0:
            continue
        _draw(hashes[row], bits, times)
        # Replicates in which the work counts: first those drawn from other pools, then the rest.
        others = _chosen(bits, times, share, True, order, 0)
        chosen = _chosen(bits, times, share, False, order, others)
        for pool in range(len(matches.start)):
            start, size = matches.start[pool, row], matches.size[pool, row]
            for replicate in order[: chosen if pool == 0 else others]:
                at = start + _place(bits[replicate], size)
                for value in range(2):
                    cited = times[replicate] * (matches.values[at, value] - own[row, 1 + value])
                    sums[pool, value, cell[row], replicate] += cited
                    if pool == 0:
                        change[value, replicate] = cited
            for replicate in order[chosen if pool == 0 else others : chosen]:
                for value in range(2):
                    sums[pool, value, cell[row], replicate] += change[value, replicate]


@compiled
def _chosen(bits: Hashes, times: Floats, share: float, is_formed: bool, order: Ints, found: int) -> int:
    """Add to the ``found`` ones in ``order`` the replicates in which a work counts and is formed anew, or not."""
    for replicate in range(bits.size):
        order[found] = replicate
        found += (times[replicate] > 0) & ((_chance(bits[replicate]) < share) == is_formed)
    return found


@compiled
def _form(cell: Ints, hashes: Hashes, share: float, sums: Floats) -> None:
    bits, times = np.empty(REPLICATES, np.uint64), np.empty(REPLICATES)
    for row in range(cell.size):
        _draw(hashes[row], bits, times)
        into = sums[cell[row]]
        for replicate in range(REPLICATES):
            into[replicate] += _chance(bits[replicate]) < share


@compiled
def _draw(hashed: np.uint64, bits: Hashes, times: Floats) -> None:
    """Fill in the 64 bits of every replicate, and how often the work counts."""
    for replicate in range(bits.size):
        x = hashed + np.uint64(replicate + 1) * STEP
        x = (x ^ (x >> np.uint64(30))) * FIRST
        x = (x ^ (x >> np.uint64(27))) * SECOND
        bits[replicate] = x ^ (x >> np.uint64(31))
    for replicate in range(bits.size):
        low = np.uint16(bits[replicate])
        # One comparison a count, so that the loop runs on many replicates at once.
        few = np.uint8(low >= _T0) + np.uint8(low >= _T1) + np.uint8(low >= _T2) + np.uint8(low >= _T3)
        many = np.uint8(low >= _T4) + np.uint8(low >= _T5) + np.uint8(low >= _T6) + np.uint8(low >= _T7)
        times[replicate] = np.uint8(few + many)


@compiled
def _place(bits: np.uint64, size: int) -> int:
    return int(np.float64((bits >> np.uint64(16)) & np.uint64(0xFFFFFF)) * 2.0**-24 * size)


@compiled
def _chance(bits: np.uint64) -> float:
    return np.float64(bits >> np.uint64(40)) * 2.0**-24
