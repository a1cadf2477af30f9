"""What the models are fitted on: the labelled works, and works that are plainly not of a field, as features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from sklearn.utils import murmurhash3_32  # type: ignore[import-untyped]

from analytics.tagging.features import counted
from analytics.tagging.fitting import FOLDS, SEED
from analytics.tagging.gold import Truths
from analytics.tagging.pred_path import SCORED
from analytics.tagging.pred_phrase import pred_phrase
from analytics.tagging.pred_score import texts_of
from analytics.tagging.vocabulary import Vocabulary, vocabulary_of

LATE_YEARS = 3
"""Recipes and thresholds are set on these last years, which are nearest to what will be tagged, by models not shown
the work."""
HALF_LIFE = 5
"""Years after which a work counts half: what a field writes about moves on."""

Reals = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Corpus:
    """The training works, remote ones last: features of title and abstract and of the title alone.

    ``years`` is 0 for remote works, ``folds`` -1: they are always shown and never judged.
    """

    works: pl.DataFrame
    vocabulary: Vocabulary
    matrices: list[Any]
    folds: npt.NDArray[np.int64]
    years: npt.NDArray[np.int64]
    phrases: pl.DataFrame

    @property
    def amounts(self) -> Reals:
        """How much each work counts; 1 on average among labelled ones, 1 for each remote one."""
        halves = np.where(self.years > 0, 0.5 ** ((self.years.max() - self.years) / HALF_LIFE), 0)
        return np.where(self.years > 0, halves / halves[self.years > 0].mean(), 1).astype(np.float32)

    @property
    def late(self) -> Truths:
        """Works of the last years, on which recipes and thresholds are set."""
        return np.asarray(self.years > self.years.max() - LATE_YEARS)

    def said(self, technology: str) -> npt.NDArray[np.int64]:
        """How many phrases of ``technology`` stand in each work; 0 where one is excluded."""
        mine = self.phrases.filter((pl.col("technology_id") == technology) & ~pl.col("is_excluded"))
        joined = self.works.select("work_id").join(mine, on="work_id", how="left", maintain_order="left")
        return joined["phrases"].fill_null(0).to_numpy()

    def named(self, technologies: tuple[str, ...]) -> Truths:
        """Whether a phrase of any of ``technologies`` stands in each work."""
        return np.asarray(np.sum([self.said(name) for name in technologies], axis=0) > 0)


def read_corpus(labelled: pl.DataFrame, remote: pl.DataFrame, phrases: pl.DataFrame) -> Corpus:
    """The works of both frames, as `training_works` and `remote_works` give them; ``phrases`` as in `train`."""
    works = pl.concat([labelled, remote.with_columns(year=pl.lit(0, dtype=pl.Int64))], how="diagonal").with_columns(
        pl.col("categories").fill_null("")
    )
    folds = [murmurhash3_32(name, seed=SEED, positive=True) % FOLDS for name in labelled["work_id"]]
    found = pl.concat(pred_phrase(iter([works.select("work_id", "title", "abstract")]), phrases))
    texts = [texts_of(works, path) for path in SCORED]
    _, columns, _ = counted(*texts[0])
    vocabulary = vocabulary_of(columns, works.height)
    return Corpus(
        works,
        vocabulary,
        [vocabulary.features(*of_path) for of_path in texts],
        np.array(folds + [-1] * remote.height),
        works["year"].to_numpy(),
        found,
    )
