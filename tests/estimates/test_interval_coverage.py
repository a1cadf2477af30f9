"""The intervals cover the truth as often as they say, on 2,000 SYNTHETIC cells of realistic sizes and rates."""

from __future__ import annotations

import pytest
from coverage_of_intervals import NUMBERS, coverage, distance_from_closed_form

WIDE = {"SER, Byar", "association strength, in teams", "RIC, in teams, Katz", "lead of exposed works"}
"""Taken for rare events, which exposed works are not; of links one by one, which come together in a work; or of whole
works, where parts vary less."""

SKEWED = {"mean distance", "MNCS, fractional"}
"""Of few works with far values the largest may not have been seen: order statistics are a little narrow."""


@pytest.mark.slow
@pytest.mark.parametrize("number", sorted(NUMBERS))
def test_the_interval_covers_the_truth_in_about_95_of_100_cells(number: str):
    least, most = 0.915 if number in SKEWED else 0.93, 0.99 if number in WIDE else 0.97
    assert least <= coverage(number, cells=2000, draws=1) <= most


@pytest.mark.slow
def test_the_bootstrap_of_a_share_lies_within_the_error_of_its_draws_from_the_closed_form():
    apart = distance_from_closed_form(400)
    assert apart.mean() < 0.8, "the mean distance of a normal from 0 in deviations"
    assert apart.max() < 4.5
