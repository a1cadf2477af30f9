"""Sums over the works of cells in every replicate: how often a work counts, and which match it is given.

The draws are those of `draws.draw`, made again for each row instead of kept: an array (works, replicates) would grow
with the corpus. Arrays out are (cells, `REPLICATES`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analytics.compiled import compiled
from analytics.estimates.draws import COUNTS, FIRST, REPLICATES, SECOND, STEP, Floats, Hashes, Ints

Counts = NDArray[np.uint8]
Pool = tuple[Ints, Ints, Floats, Floats]
"""Where the matches of every row begin and how many there are; top 10 % score and citations of the works there."""


def counted(cell: Ints, hashes: Hashes, values: Floats, cells: int) -> Floats:
    """Σ value × how often the work counts: an array (values, ``cells``, replicates).

    ``cell`` and ``hashes`` hold a row each, ``values`` a column each (values, rows).
    """
    sums = np.zeros((len(values), cells, REPLICATES))
    _count(cell, hashes, np.ascontiguousarray(values.T), COUNTS, sums)
    return sums


def recited(cell: Ints, hashes: Hashes, own: Floats, pools: tuple[Pool, Pool], share: float, cells: int) -> Floats:
    """Σ (score of a match − the work's own) × how often the work counts: an array (2, ``cells``, replicates).

    The two are the top 10 % score and citations; ``own`` are those of every row (2, rows). A match is drawn
    from the second pool with the chance ``share``.
    """
    sums = np.zeros((2, cells, REPLICATES))
    _recite(cell, hashes, np.ascontiguousarray(own.T), *pools[0], *pools[1], share, COUNTS, sums)
    return sums


@compiled
def _count(cell: Ints, hashes: Hashes, values: Floats, counts: Counts, sums: Floats) -> None:
    times = np.empty(sums.shape[2])
    for row in range(cell.size):
        for replicate in range(times.size):
            times[replicate] = counts[_bits(hashes[row], replicate) & np.uint64(0xFFFF)]
        for value in range(values.shape[1]):
            into, much = sums[value, cell[row]], values[row, value]
            for replicate in range(times.size):
                into[replicate] += much * times[replicate]


@compiled
def _recite(
    cell: Ints,
    hashes: Hashes,
    own: Floats,
    start: Ints,
    size: Ints,
    top10: Floats,
    ncs: Floats,
    formed_start: Ints,
    formed_size: Ints,
    formed_top10: Floats,
    formed_ncs: Floats,
    share: float,
    counts: Counts,
    sums: Floats,
) -> None:
    for row in range(cell.size):
        into_top10, into_ncs = sums[0, cell[row]], sums[1, cell[row]]
        for replicate in range(sums.shape[2]):
            bits = _bits(hashes[row], replicate)
            times = counts[bits & np.uint64(0xFFFF)]
            if times == 0:
                continue
            place = np.float64((bits >> np.uint64(16)) & np.uint64(0xFFFFFF)) * 2.0**-24
            if np.float64(bits >> np.uint64(40)) * 2.0**-24 < share:
                at = formed_start[row] + np.int64(place * formed_size[row])
                cited, normalised = formed_top10[at], formed_ncs[at]
            else:
                at = start[row] + np.int64(place * size[row])
                cited, normalised = top10[at], ncs[at]
            into_top10[replicate] += times * (cited - own[row, 0])
            into_ncs[replicate] += times * (normalised - own[row, 1])


@compiled
def _bits(hashed: np.uint64, replicate: int) -> np.uint64:
    x = hashed + np.uint64(replicate + 1) * STEP
    x = (x ^ (x >> np.uint64(30))) * FIRST
    x = (x ^ (x >> np.uint64(27))) * SECOND
    return x ^ (x >> np.uint64(31))
