"""Where a tier begins: from log odds of works the model was not shown."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.tagging.gold import Truths

Reals = npt.NDArray[np.float32]
LEVEL = 0.98
"""`high` begins in the middle of where F1 is at least this part of its best: steadier than the very best place."""
TOLERANCE = 0.97
"""`probable` goes down to where F1 is still this part of its best."""


@dataclass(frozen=True)
class Tiers:
    """Scores from which a tag is `high` and `probable`; ``f1`` is that of `high` on the works at hand."""

    high_from: float
    probable_from: float
    f1: float


def tiers(log_odds: Reals, truths: Truths) -> Tiers:
    """`high` begins about where F1 is best; there about as many works are missed as are taken wrongly,

    so that a count of `high` is about right. `probable` begins at the lowest score that costs little F1.
    """
    order = np.argsort(-log_odds, kind="stable")
    ranked, truth = log_odds[order].astype(np.float64), truths[order]
    f1 = 2 * np.cumsum(truth) / (np.arange(1, len(truth) + 1) + truth.sum())
    level = ranked[f1 >= LEVEL * f1.max()]
    high = float(level[0] + level[-1]) / 2
    low = float(ranked[f1 >= TOLERANCE * f1.max()][-1])
    found = float(f1[np.searchsorted(-ranked, -high, side="right") - 1])
    return Tiers(_share_below(high), _share_below(min(low, high)), round(found, 4))


def _share_below(log_odds: float) -> float:
    """As a probability, rounded down to four digits, so that the work that set the threshold stays above it."""
    return max(math.floor(1e4 / (1 + math.exp(-log_odds))) / 1e4, 0.0001)
