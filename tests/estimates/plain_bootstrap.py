"""The bootstrap once more, in plain whole numbers and one loop, after the words of methods §3."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from functools import cache

import numpy as np

MASK = 0xFFFFFFFF
LEVELS = [int(2.0**32 * sum(math.exp(-1) / math.factorial(i) for i in range(k + 1))) for k in range(12)]


def mixed(x: int) -> int:
    x = ((x ^ (x >> 16)) * 0x7FEB352D) & MASK
    x = ((x ^ (x >> 15)) * 0x846CA68B) & MASK
    return x ^ (x >> 16)


def hashed(work_id: str) -> int:
    """FNV-1a of 64 bits, finished as splitmix64 is."""
    number = 0xCBF29CE484222325
    for letter in work_id.encode():
        number = ((number ^ letter) * 0x100000001B3) % 2**64
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) % 2**64
    return number ^ (number >> 31)


def weight(work_id: str, replicate: int) -> int:
    number = hashed(work_id)
    drawn = mixed(mixed(((number & MASK) + replicate * 0x9E3779B9) & MASK) ^ (number >> 32))
    return sum(drawn >= level for level in LEVELS)


@cache
def draws(work_id: str) -> np.ndarray:
    """The thousand weights of a work: the same rule on a row of whole numbers of 64 bits, cut to 32 after each step."""
    number = hashed(work_id)
    x = np.array([((number & MASK) + r * 0x9E3779B9) & MASK for r in range(1000)], dtype=np.uint64)
    for then in (number >> 32, 0):
        x = ((x ^ (x >> np.uint64(16))) * np.uint64(0x7FEB352D)) & np.uint64(MASK)
        x = ((x ^ (x >> np.uint64(15))) * np.uint64(0x846CA68B)) & np.uint64(MASK)
        x = x ^ (x >> np.uint64(16)) ^ np.uint64(then)
    return np.searchsorted(np.array(LEVELS, dtype=np.uint64), x, side="right").astype(float)


def summed(values: Iterable[tuple[str, float]]) -> np.ndarray:
    """(work, value) → the thousand sums of value × weight; exact, as every value lies on the grid."""
    found = np.zeros(1000)
    for work_id, value in values:
        found += round(value * 2**24) / 2**24 * draws(work_id)
    return found


def ratio_limits(top: np.ndarray, bottom: np.ndarray) -> tuple[float, float] | None:
    return limits([float(a / b) if b > 0 else None for a, b in zip(top, bottom, strict=True)])


def sums(rows: Iterable[tuple[int, str, float]], replicates: int) -> dict[int, list[Fraction]]:
    """(cell, work, value) → cell → its replicates, exact on the grid of 2^-24."""
    found: dict[int, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * replicates)
    for cell, work, value in rows:
        much = Fraction(round(value * 2**24), 2**24)
        found[cell] = [had + much * weight(work, r) for r, had in enumerate(found[cell])]
    return found


def limits(values: list[float | None]) -> tuple[float, float] | None:
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    low, high = (math.ceil(Fraction(part, 40) * len(known)) - 1 for part in (1, 39))
    return known[low], known[high]
