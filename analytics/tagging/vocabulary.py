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
        """A sparse matrix (works × columns kept, float32) of ``titles`` and whole ``texts``.

        1 + ln(count), times rarity, every work to unit length; n-grams that are not known are left out first.
        """
        from scipy.sparse import csr_matrix

        matrix = counted(titles, texts, self._known)
        places = self._places[matrix.indices]
        values = (1 + np.log(matrix.data)) * (self.levels[places] / np.float32(LEVELS))
        made = csr_matrix((values, places, matrix.indptr), shape=(len(texts), len(self.columns)))
        lengths = np.sqrt(np.asarray(made.power(2).sum(axis=1), dtype=np.float32)).ravel()
        made.data /= np.repeat(np.maximum(lengths, np.float32(1e-9)), np.diff(made.indptr))
        return made


def vocabulary_of(matrix: Any) -> Vocabulary:
    """The vocabulary of training works: n-grams of `RARE` works or more, the rarer the heavier."""
    works = np.bincount(matrix.indices, minlength=COLUMNS)
    columns = np.flatnonzero(works >= RARE)
    rarity = np.log(matrix.shape[0] / works[columns]) ** RARITY
    return Vocabulary(columns, np.clip(np.rint(rarity * LEVELS), 1, 255).astype(np.uint8))
