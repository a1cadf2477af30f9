"""Fit one linear head: weights from labels, and the calibration of margins of works it was not shown."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

from analytics.tagging.errors import LabelledWorksNotUsable
from analytics.tagging.gold import Truths
from analytics.tagging.weights import Fit

Reals = npt.NDArray[np.float32]
FOLDS = 4
SEED = 20261122
# Cost, and how far columns are scaled by how they part the classes; compared inside the training file. Small fields do
# best with the first, wide ones (AI, quantum) with the second; the third is the mean of both.
RECIPES: dict[str, tuple[tuple[float, float], ...]] = {
    "plain": ((0.6, 0.0),),
    "parted": ((0.3, 0.5),),
    "both": ((0.6, 0.0), (0.3, 0.5)),
}
TITLES = 0.3
"""How much a title counts where titles are shown beside the same works' abstracts."""


def fit(matrix: Any, truths: Truths, amounts: Reals, recipe: str) -> Fit:
    """The mean of the linear support vector machines of ``recipe``; works count by ``amounts``.

    Columns scaled by log-count ratios: after Wang and Manning 2012 (aclanthology.org/P12-2018). Seeded, one thread:
    repeatable. Raises LabelledWorksNotUsable where all works are of one kind.
    """
    if truths.all() or not truths.any():
        raise LabelledWorksNotUsable("The labelled works are too few: a field has no example, or nothing beside.")
    weights, intercept = np.zeros(matrix.shape[1]), 0.0
    for cost, parting in RECIPES[recipe]:
        scale = _scale(matrix, truths, parting)
        scaled = matrix.copy()
        scaled.data = scaled.data * scale[scaled.indices]
        machine = LinearSVC(C=cost, dual=True, random_state=SEED, max_iter=300, tol=0.01)
        machine.fit(scaled, truths, sample_weight=amounts)
        weights += machine.coef_[0] * scale / len(RECIPES[recipe])
        intercept += float(machine.intercept_[0]) / len(RECIPES[recipe])
    largest = float(np.float32(np.abs(weights).max()))
    roots = np.rint(np.sign(weights) * np.sqrt(np.abs(weights) / largest) * 127).astype(np.int8)
    return Fit(roots, largest, float(np.float32(intercept)))


def _scale(matrix: Any, truths: Truths, parting: float) -> Reals:
    of, beside = (np.bincount(matrix[side].indices, minlength=matrix.shape[1]) + 1.0 for side in (truths, ~truths))
    scale = 1 + parting * np.abs(np.log(of / of.sum()) - np.log(beside / beside.sum()))
    return np.asarray(scale / np.sqrt((scale**2).mean()), dtype=np.float32)


def fit_texts(matrices: list[Any], truths: Truths, amounts: Reals, recipe: str, has_titles: bool) -> Fit:
    """As `fit` on the first of ``matrices``; with titles, the others (same works) count `TITLES` of it beside it."""
    if not has_titles:
        return fit(matrices[0], truths, amounts, recipe)
    from scipy.sparse import vstack

    beside = len(matrices) - 1
    every = np.concatenate([amounts, *[amounts * np.float32(TITLES)] * beside])
    return fit(vstack(matrices, format="csr"), np.tile(truths, beside + 1), every, recipe)


def unseen_margins(
    matrices: list[Any],
    truths: Truths,
    amounts: Reals,
    folds: npt.NDArray[np.int64],
    recipe: str,
    has_titles: bool = False,
) -> list[Reals]:
    """For each of ``matrices`` (same works, different texts of them): margins by a model that was not shown the work.

    Works of fold -1 are always shown and have no margin (0).
    """
    found = [np.zeros(len(truths), dtype=np.float32) for _ in matrices]
    for fold in range(FOLDS):
        out = folds == fold
        shown = [matrix[~out] for matrix in matrices]
        made = fit_texts(shown, truths[~out], amounts[~out], recipe, has_titles)
        for margins, matrix in zip(found, matrices, strict=True):
            margins[out] = matrix[out] @ made.weights + np.float32(made.intercept)
    return found


def calibrated(margins: Reals, truths: Truths) -> tuple[float, float]:
    """Slope and shift from margin to log odds (Platt scaling); rounded, so that they print exactly."""
    line = LogisticRegression(C=1e4, tol=1e-8, max_iter=1000)
    line.fit(margins.reshape(-1, 1).astype(np.float64), truths)
    return round(max(float(line.coef_[0][0]), 0.01), 4), round(float(line.intercept_[0]), 4)


def average_precision(margins: Reals, truths: Truths) -> float:
    """Mean precision at the place of every true work, best first."""
    truth = truths[np.argsort(-margins, kind="stable")]
    return float((np.cumsum(truth) / np.arange(1, len(truth) + 1))[truth].mean()) if truth.any() else 0.0
