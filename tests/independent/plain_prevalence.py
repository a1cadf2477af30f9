"""Limits of the corrected prevalence: draws of three shares after docs/methods.md §3.5, and the same without a seed."""

from __future__ import annotations

import hashlib
import random

import numpy as np

DRAWS = 1000
Counts = tuple[int, int]


def seeded(count: Counts, *key: object) -> list[float]:
    """A thousand shares of as many trials, from the generator of numpy that the key seeds."""
    number = int.from_bytes(hashlib.sha256("\0".join(map(str, key)).encode()).digest()[:8], "big")
    some, of = count
    return [n / of for n in np.random.default_rng(number).binomial(of, some / of, DRAWS)]


def unseeded(count: Counts, draws: int, chance: random.Random) -> list[float]:
    """Shares of trials thrown one by one, by a generator of another kind."""
    some, of = count
    return [sum(chance.random() < some / of for _ in range(of)) / of for _ in range(draws)]


def limits(shares: list[float], sensitivities: list[float], specificities: list[float]) -> tuple[float, float] | None:
    """Quantiles of 2.5 and 97.5 %, straight between neighbours, of the draws in which tags say something."""
    found = sorted(
        min(1.0, max(0.0, (share + sp - 1) / (se + sp - 1)))
        for share, se, sp in zip(shares, sensitivities, specificities, strict=True)
        if se + sp > 1
    )
    return (between(found, 0.025), between(found, 0.975)) if found else None


def between(ordered: list[float], part: float) -> float:
    place = part * (len(ordered) - 1)
    n = int(place)
    after = ordered[min(n + 1, len(ordered) - 1)]
    return ordered[n] + (place - n) * (after - ordered[n])
