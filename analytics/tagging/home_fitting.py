"""Fit the head that tells texts of arXiv's kind from remote ones, and where a score is not firm enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.tagging.fitting import FOLDS, fit_texts, unseen_margins
from analytics.tagging.gold import Field, Truths, labels
from analytics.tagging.home import HOME, beyond_high, firmness
from analytics.tagging.pred_path import SCORED
from analytics.tagging.remote import is_remote
from analytics.tagging.tagger import Head
from analytics.tagging.thresholds import Tiers
from analytics.tagging.training_corpus import Corpus
from analytics.tagging.weights import Fit

LEFT_OUT = {"abstract": 0.01, "title_only": 0.02}
"""Part of the works rightly `high` without a phrase that may fall below the floor. Titles say less and mislead more."""

Reals = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Fitted:
    """A field with its head, how that was made, and where its tiers begin."""

    field: Field
    head: Head
    recipe: tuple[str, bool]
    tiers: dict[str, Tiers]


def home_head(corpus: Corpus, fitted: list[Fitted]) -> list[tuple[Head, Fit]]:
    """The head that tells late labelled works from those remote to half of the fields; both sides weigh the same.

    Its floors are set by late works which neither it nor the heads of fields were shown. Empty without remote works.
    """
    distances = [is_remote(corpus.works, made.field, corpus.phrases) for made in fitted]
    far = (corpus.years == 0) & (np.sum(distances, axis=0) >= len(fitted) / 2)
    if not far.any():
        return []
    shown = corpus.late | far
    of_home = corpus.late[shown]
    matrices = [matrix[shown] for matrix in corpus.matrices]
    amounts = np.where(of_home, 0.5 / of_home.mean(), 0.5 / (~of_home).mean()).astype(np.float32)
    margins = unseen_margins(matrices, of_home, amounts, corpus.folds[shown], "plain", True)
    homes = [_spread(every, shown) for every in margins]
    firm: dict[str, list[Reals]] = {path: [] for path in SCORED}
    for made, remote in zip(fitted, distances, strict=True):
        for path, found in _firmness(corpus, made, remote, homes).items():
            firm[path].append(found)
    floors = {path: float(np.quantile(np.concatenate(firm[path]), LEFT_OUT[path])) for path in SCORED}
    head = Head(HOME, HOME, (), dict.fromkeys(SCORED, (1.0, 0.0)), {path: round(v, 4) for path, v in floors.items()})
    return [(head, fit_texts(matrices, of_home, amounts, "plain", True))]


def _firmness(corpus: Corpus, made: Fitted, remote: Truths, homes: list[Reals]) -> dict[str, Reals]:
    """Of late works of the field without a phrase that are `high`, by models they were not shown to."""
    truths = labels(corpus.works["categories"], made.field)
    asked = truths & corpus.late & ~corpus.named(made.field.technologies)
    found: dict[str, list[Reals]] = {path: [] for path in SCORED}
    for fold in range(FOLDS):
        shown = ((corpus.years > 0) | remote) & (corpus.folds != fold)
        weights = fit_texts([m[shown] for m in corpus.matrices], truths[shown], corpus.amounts[shown], *made.recipe)
        for path, matrix, home in zip(SCORED, corpus.matrices, homes, strict=True):
            out = np.flatnonzero(asked & (corpus.folds == fold))
            margins = np.asarray(matrix[out] @ weights.weights + np.float32(weights.intercept), dtype=np.float32)
            beyond = beyond_high(margins, made.head, path, made.tiers[path].high_from)
            kept = beyond > 0
            found[path].append(firmness(home[out][kept], beyond[kept], matrix[out[kept]], weights.weights))
    return {path: np.concatenate(every) for path, every in found.items()}


def _spread(values: Reals, shown: Truths) -> Reals:
    found = np.zeros(len(shown), dtype=np.float32)
    found[shown] = values
    return found
