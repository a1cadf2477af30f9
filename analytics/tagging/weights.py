"""The weights of one linear model as they are stored: a byte each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Fit:
    """Weights as they are stored: signed square roots in steps of 1/127 of the largest; and the intercept."""

    roots: Bytes
    largest: float
    intercept: float

    @property
    def weights(self) -> Reals:
        """The weights themselves, float32."""
        return expanded(self.roots, self.largest)


def expanded(roots: Bytes, largest: float) -> Reals:
    """Weights from what is stored of them."""
    steps = roots.astype(np.float32) / 127
    return np.asarray(np.sign(steps) * steps * steps * np.float32(largest), dtype=np.float32)
