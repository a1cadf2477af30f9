"""How far indirect exposure stands from rewired networks: drawn again by the documented seeds, and by other chance."""

from __future__ import annotations

import random

import numpy as np
import pytest
from plain_exposure import known
from plain_rewiring import Walks, seeded, strata_of, traded
from test_plain_count import rows_of
from test_plain_estimates import walked_to

DRAWS, OTHERS = 100, 150
NEAR = 1e-7
"""Differences up to this are ties, as the published walks on rewired networks are told to a tenth of it."""


class Drawn:
    """Indirect exposure to the W of every profile and variant: as observed, and on the networks of ``ways``."""

    def __init__(self, counted, technology: str) -> None:
        where = f"technology_id = '{technology}'"
        rows = rows_of(counted, "out_network", where)
        self.asked = sorted({(row["profile_id"], row["variant"]) for row in rows})
        last = max(work.year for work in counted.works)
        works = [w for w in counted.works if w.year > last - 5 and technology in w.scopes["high"]]
        self.strata = strata_of(works, is_whole=technology == "all")
        self.on = {w.work_id: sorted(known(w.institutions)) for mine in self.strata.values() for w in mine}
        w = [walked_to(counted, *kind) for kind in self.asked]
        self.walks = Walks({i for members in self.on.values() for i in members}, w)
        self.observed = self.walks.indirect(self.on)
        self.rows = rows

    def differences(self, ways) -> np.ndarray:
        return np.array([self.walks.indirect(on) - self.observed for on in ways])

    def at(self, row: dict) -> tuple[int, int]:
        return self.walks.place[row["institution_id"]], self.asked.index((row["profile_id"], row["variant"]))


def name_of(counted) -> str:
    """Which of the four warehouses this is; two of them hold the same works."""
    return next(part for part in counted.published.path.parts if part.startswith("once-counted-"))[13:]


def test_scores_of_every_institution_by_the_documented_seeds(counted):
    if name_of(counted) == "shapes_known":
        return
    technologies = {row["technology_id"] for row in rows_of(counted, "out_network", "null_draws > 0")}
    assert sum(scores_agree(counted, technology) for technology in sorted(technologies)) > 2


def scores_agree(counted, technology: str) -> int:
    """How many scores there were to compare."""
    drawn = Drawn(counted, technology)
    rewired = drawn.differences(seeded(drawn.strata, technology, DRAWS))
    below = ((rewired < -NEAR) + (abs(rewired) <= NEAR) / 2).mean(axis=0)
    mean, deviation = rewired.mean(axis=0), rewired.std(axis=0, ddof=1)
    seen = 0
    for row in drawn.rows:
        at = drawn.at(row)
        is_hidden = row["is_small"] or row["is_counterpart"] or deviation[at] <= NEAR
        assert row["null_draws"] == DRAWS
        assert (row["indirect_z"] is None, row["indirect_percentile"] is None) == (is_hidden, is_hidden)
        if not is_hidden:
            z = -mean[at] / deviation[at]
            # Each published walk is off by at most 1e-8, and so are mean and deviation of their differences.
            assert row["indirect_z"] == pytest.approx(z, abs=1e-9 + 2e-8 * (1 + abs(z)) / deviation[at])
            assert row["indirect_percentile"] == pytest.approx(below[at], abs=1e-9)
            seen += 1
    return seen


def test_other_chance_gives_the_same_scores_within_its_error(counted):
    """Networks by curveball trades and another generator; the error of a z-score by its first four moments.

    Var z = (1 + γz + (κ−1)z²/4)/n for n draws of skewness γ and kurtosis κ, added for the two sets; five of its roots.
    """
    if name_of(counted) != "shapes":
        return
    drawn = Drawn(counted, "all")
    other = drawn.differences(traded(drawn.strata, OTHERS, random.Random(3)))  # noqa: S311 - seeded, guards nothing
    mean, deviation = other.mean(axis=0), other.std(axis=0, ddof=1)
    seen = 0
    for row in drawn.rows:
        at = drawn.at(row)
        if row["indirect_z"] is None or deviation[at] < 1e-5:
            continue
        z, standard = -mean[at] / deviation[at], (other[:, *at] - mean[at]) / deviation[at]
        skewness, kurtosis = (standard**3).mean(), (standard**4).mean()
        variance = (1 + abs(skewness * z) + (kurtosis - 1) * z * z / 4) * (1 / DRAWS + 1 / OTHERS)
        assert abs(row["indirect_z"] - z) <= 5 * variance**0.5, row
        lower = (other[:, *at] < 0).mean()
        assert abs(row["indirect_percentile"] - lower) <= 5 * (0.25 * (1 / DRAWS + 1 / OTHERS)) ** 0.5
        seen += 1
    assert seen > 20
