"""Sums made row by row in a compiled loop, beside the same draws held as arrays."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.estimates.draws import REPLICATES, draw, id_hashes
from analytics.estimates.redraws import Matches, counted, formed, recited

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
    own = np.array([[1.0, 1, 2], [1, 0, 1], [1, 0, 0], [1, 1, 3], [0, 0, 0], [1, 0.5, 1]])
    size, start = np.array([[5, 1, 7, 3, 2, 4], [2, 2, 1, 6, 5, 3]]), np.arange(12).reshape(2, 6)
    values = np.random.default_rng(5).random((20, 2))
    at = start[..., None] + (DRAWN.place() * size[..., None]).astype(int)
    cited = [values[at[0]], np.where((DRAWN.chance() < share)[..., None], values[at[1]], values[at[0]])]
    counts = own[:, :1] * DRAWN.times()
    expected = [[by_cell(counts * (of[..., n] - own[:, 1 + n, None])) for n in (0, 1)] for of in cited]
    found = recited(CELL, HASHES, own, Matches(start, size, values), share, 4)
    assert found == pytest.approx(np.array(expected))


def test_what_is_formed_anew_is_drawn_by_chance():
    assert (formed(CELL, HASHES, 0.3, 4) == by_cell(DRAWN.chance() < 0.3)).all()
