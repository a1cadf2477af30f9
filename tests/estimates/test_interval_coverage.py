"""The intervals cover the truth as often as they say, on SYNTHETIC cells of realistic sizes and rates."""

from __future__ import annotations

import pytest
from coverage_of_intervals import NUMBERS, coverage


@pytest.mark.slow
@pytest.mark.parametrize("number", sorted(NUMBERS))
def test_the_interval_covers_the_truth_in_about_95_of_100_draws(number: str):
    assert 0.93 <= coverage(number, cells=200, trials=10).mean() <= 0.97
