"""The bootstrap once more, in plain whole numbers and one loop, after the words of methods §3."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from functools import cache

import numpy as np

MASK = 2**64 - 1
LEVELS = [round(2**16 * sum(math.exp(-1) / math.factorial(i) for i in range(k + 1))) for k in range(8)]


def mixed(number: int) -> int:
    """What splitmix64 makes of a state."""
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & MASK
    return number ^ (number >> 31)


def hashed(work_id: str) -> int:
    """FNV-1a of 64 bits, finished as splitmix64 is."""
    number = 0xCBF29CE484222325
    for letter in work_id.encode():
        number = ((number ^ letter) * 0x100000001B3) % 2**64
    return mixed(number)


def weight(work_id: str, replicate: int) -> int:
    """Of 64 bits for four replicates the lowest 16 are for the first of them."""
    four, place = divmod(replicate, 4)
    drawn = mixed((hashed(work_id) + (four + 1) * 0x9E3779B97F4A7C15) & MASK)
    return sum(drawn >> (16 * place) & 0xFFFF >= level for level in LEVELS)


@cache
def draws(work_id: str) -> np.ndarray:
    """The thousand weights of a work: the same rule on rows of whole numbers."""
    fours = (mixed((hashed(work_id) + four * 0x9E3779B97F4A7C15) & MASK) for four in range(1, 251))
    parts = np.array([number >> shift & 0xFFFF for number in fours for shift in (0, 16, 32, 48)])
    return np.searchsorted(LEVELS, parts, side="right").astype(float)


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
