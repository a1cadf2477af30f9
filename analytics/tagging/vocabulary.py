"""Which n-grams the models know, and how much each counts before any model weighs it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.tagging.features import COLUMNS, counted

RARE = 3
"""N-grams in fewer works than this say nothing."""
RARITY = 1.3
"""Power of the inverse document frequency; by time-split comparison inside the training file."""
LEVELS = 12
"""Steps of a scale per unit, so that it can be kept in a byte."""

Reals = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Vocabulary:
    """Columns that count, ascending, and the level (scale · `LEVELS`, 0..255) of each."""

    columns: npt.NDArray[np.int64]
    levels: npt.NDArray[np.uint8]

    @cached_property
    def _places(self) -> npt.NDArray[np.int32]:
        places = np.full(COLUMNS, -1, dtype=np.int32)
        places[self.columns] = np.arange(len(self.columns), dtype=np.int32)
        return places

    @cached_property
    def _known(self) -> npt.NDArray[np.uint8]:
        return np.packbits(self._places >= 0, bitorder="little")

    def features(self, titles: pl.Series, texts: pl.Series) -> Any:
        """A sparse matrix (works × columns kept, float32) of ``titles`` and whole ``texts`` in lower case.

        1 + ln(count), times rarity, every work to unit length; n-grams that are not known are left out first.
        """
        from scipy.sparse import csr_matrix

        counts, columns, starts = counted(titles, texts, self._known)
        places = self._places[columns]
        values = (1 + np.log(counts)) * (self.levels[places] / np.float32(LEVELS))
        sizes = np.diff(starts)
        lengths = np.sqrt(np.add.reduceat(values * values, starts[:-1][sizes > 0]))
        values /= np.repeat(lengths, sizes[sizes > 0])
        return csr_matrix((values, places, starts), shape=(len(texts), len(self.columns)))


def vocabulary_of(columns: npt.NDArray[np.int32], works: int) -> Vocabulary:
    """The vocabulary of training ``works``: n-grams of `RARE` works or more, the rarer the heavier.

    ``columns`` are those of all n-grams, each once a work that has it.
    """
    found = np.bincount(columns, minlength=COLUMNS)
    kept = np.flatnonzero(found >= RARE)
    rarity = np.log(works / found[kept]) ** RARITY
    return Vocabulary(kept, np.clip(np.rint(rarity * LEVELS), 1, 255).astype(np.uint8))
