"""Repeatable draws of shares, for intervals of what is made of several of them."""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

DRAWS = 1000
Reals = npt.NDArray[np.float64]


def binomial_shares(successes: int, trials: int, *seed: object) -> Reals:
    """`DRAWS` shares as other samples of ``trials`` would give them at the share seen; same ``seed``, same draws."""
    digest = hashlib.sha256("\0".join(map(str, seed)).encode()).digest()
    drawn = np.random.default_rng(int.from_bytes(digest[:8], "big"))
    return drawn.binomial(trials, successes / trials, DRAWS) / trials
