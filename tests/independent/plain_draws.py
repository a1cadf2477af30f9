"""Draws of bands in plain whole numbers, after docs/methods.md §3.5 and not after the code."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache

import numpy as np
from plain_bootstrap import MASK, mixed

STEP = 0x9E3779B97F4A7C15
REPLICATES = 400


def number_of(name: str) -> int:
    """BLAKE2b of eight bytes, the first the least."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def splitmix64(state: int) -> Iterator[int]:
    while True:
        state = (state + STEP) & MASK
        yield mixed(state)


def times(low: int) -> int:
    """The smallest count whose cumulated Poisson(1) chance reaches the middle of the ``low``-th of 65,536 parts."""
    chance, count, part = math.exp(-1), 0, math.exp(-1)
    while chance < (low + 0.5) / 2**16:
        count += 1
        part /= count
        chance += part
    return count


TIMES = np.array([times(low) for low in range(2**16)], float)


@cache
def bits(name: str) -> tuple[int, ...]:
    stream = splitmix64(number_of(name))
    return tuple(next(stream) for _ in range(REPLICATES))


@cache
def counts(name: str) -> np.ndarray:
    """How often what has this id counts in each of the 400 replicates."""
    return TIMES[[number % 2**16 for number in bits(name)]]


@cache
def places(name: str) -> np.ndarray:
    """Which match it is given: a number in [0, 1)."""
    return np.array([(number >> 16) % 2**24 / 2**24 for number in bits(name)])


@cache
def chances(name: str) -> np.ndarray:
    """What decides between two ways: a number in [0, 1)."""
    return np.array([(number >> 40) / 2**24 for number in bits(name)])


def limits(values: Iterable[float]) -> tuple[float | None, float | None]:
    """The smallest with 2.5 and 97.5 % of all at or below them; what is no finite number is left out."""
    known = sorted(float(value) for value in values if math.isfinite(value))
    if not known:
        return None, None
    low, high = (math.ceil(Fraction(part, 40) * len(known)) - 1 for part in (1, 39))
    return known[low], known[high]
