"""Scores counted plainly agree with those of a build, and so do the scores that are too low to be kept."""

from __future__ import annotations

import pytest
from both_counts import Counted
from plain_scores import scores
from plain_tags import path, thresholds

WORKS = 150


def test_scores_of_a_build_are_those_of_the_file_of_weights(counted: Counted) -> None:
    built = counted.scores
    seen = 0
    for work_id in sorted(counted.staged)[:WORKS]:
        record = counted.staged[work_id]
        for technology, score in scores(record).items():
            floor = thresholds()[technology, path(record)][1] / 2
            if score > floor + 1e-5:
                seen += 1
                assert built[work_id][technology] == pytest.approx(score, abs=2e-5), (work_id, technology)
            elif score < floor - 1e-5:
                assert technology not in built.get(work_id, {}), (work_id, technology)
    assert seen > 10
