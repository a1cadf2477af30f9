"""Sums made row by row in a compiled loop, beside the same draws held as arrays."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.estimates.draws import REPLICATES, draw, id_hashes
from analytics.estimates.redraws import counted, recited

CELL = np.array([0, 0, 0, 2, 2, 3])
HASHES = id_hashes(["W1", "W2", "W3", "W1", "W4", "W2"])
DRAWN = draw(HASHES, range(REPLICATES))


def by_cell(rows: np.ndarray) -> np.ndarray:
    return np.stack([rows[cell == CELL].sum(axis=0) for cell in range(4)])


def test_a_work_counts_as_often_as_its_draws_say():
    values = np.array([[1.0, 2, 3, 4, 5, 6], [0.5, 0, 0.25, 1, 1, 1]])
    found = counted(CELL, HASHES, values, 4)
    assert found == pytest.approx(np.stack([by_cell(of[:, None] * DRAWN.times()) for of in values]))


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_a_match_is_the_one_its_draw_points_to(share):
    own = np.array([[1.0, 0, 0, 1, 0, 0.5], [2.0, 1, 0, 3, 1, 1]])
    rng = np.random.default_rng(5)
    pools = []
    for size in (np.array([5, 1, 7, 3, 2, 4]), np.array([2, 2, 1, 6, 5, 3])):
        pools.append((np.arange(6), size, rng.random(20), rng.random(20)))
    at = [start[:, None] + (DRAWN.place() * size[:, None]).astype(int) for start, size, _, _ in pools]
    is_formed = DRAWN.chance() < share
    expected = [
        by_cell(DRAWN.times() * (np.where(is_formed, pools[1][of][at[1]], pools[0][of][at[0]]) - own[of - 2][:, None]))
        for of in (2, 3)
    ]
    found = recited(CELL, HASHES, own, (pools[0], pools[1]), share, 4)
    assert found == pytest.approx(np.stack(expected))
