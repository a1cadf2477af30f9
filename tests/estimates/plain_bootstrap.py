"""The bootstrap once more, in plain whole numbers and one loop, after the words of methods §3."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

MASK = 0xFFFFFFFF
LEVELS = [int(2.0**32 * sum(math.exp(-1) / math.factorial(i) for i in range(k + 1))) for k in range(12)]


def mixed(x: int) -> int:
    x = ((x ^ (x >> 16)) * 0x7FEB352D) & MASK
    x = ((x ^ (x >> 15)) * 0x846CA68B) & MASK
    return x ^ (x >> 16)


def weight(work_id: str, replicate: int) -> int:
    number = int.from_bytes(hashlib.blake2b(work_id.encode(), digest_size=8).digest(), "little")
    drawn = mixed(mixed(((number & MASK) + replicate * 0x9E3779B9) & MASK) ^ (number >> 32))
    return sum(drawn >= level for level in LEVELS)


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
