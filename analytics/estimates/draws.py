"""Chance without a generator: every draw is a hash of an id, a replicate and what it is drawn for.

So the same work has the same draw in every cell, and no result depends on the order of rows or on how they are cut.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from analytics.estimates.limits import limits as order_statistics

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Flags = NDArray[np.bool_]

REPLICATES = 400
"""Fewer than for intervals proper: a band over assumptions is read to its order of magnitude."""

STEP, FIRST, SECOND = (
    np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
)  # SplitMix64, Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195
_POISSON = list(accumulate(math.exp(-1) / math.factorial(n) for n in range(12)))
COUNTS = np.searchsorted(_POISSON, (np.arange(2**16) + 0.5) / 2**16).astype(np.uint8)
"""How often a work counts by 16 bits of its draw."""


@dataclass(frozen=True)
class Drawn:
    """64 bits for every id and replicate: 16 say how often the work counts, 24 each are a number in [0, 1)."""

    bits: Hashes

    def times(self) -> Floats:
        """How often a work counts: Poisson(1), an array (ids, replicates)."""
        times: Floats = COUNTS[self.bits & np.uint64(2**16 - 1)].astype(np.float64)
        return times

    def place(self) -> Floats:
        """Which match a work is given, as a number in [0, 1)."""
        place: Floats = ((self.bits >> np.uint64(16)) & np.uint64(2**24 - 1)) * np.float64(2.0**-24)
        return place

    def chance(self) -> Floats:
        """Whether something befalls it: a number in [0, 1)."""
        chance: Floats = (self.bits >> np.uint64(40)) * np.float64(2.0**-24)
        return chance


def id_hashes(ids: Iterable[str]) -> Hashes:
    """One 64-bit number an id, the same on every machine and in every build."""
    digests = b"".join(hashlib.blake2b(name.encode(), digest_size=8).digest() for name in ids)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def draw(hashes: Hashes, replicates: range) -> Drawn:
    """The draws of every id in every replicate."""
    steps = (np.array(replicates, dtype=np.uint64) + np.uint64(1)) * STEP
    x = hashes[:, None] + steps[None, :]
    x = (x ^ (x >> np.uint64(30))) * FIRST
    x = (x ^ (x >> np.uint64(27))) * SECOND
    return Drawn(x ^ (x >> np.uint64(31)))


def limits(values: Floats) -> tuple[Floats, Floats]:
    """The 2.5 % and 97.5 % order statistics of every row; replicates that are not a finite number are left out."""
    low, high = order_statistics(np.where(np.isfinite(values), values, np.nan)).T
    return low, high
