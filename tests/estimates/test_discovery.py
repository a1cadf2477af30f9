"""The tests of a night: the exact one against published and brute-force answers, the control against its definition."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, fisher_exact

from analytics.estimates.discovery import benjamini_hochberg, fisher

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=60)
COUNTS = st.integers(0, 60)


def test_fishers_lady_tasting_tea() -> None:
    # Fisher 1935: 3 of 4 right with 4 and 4 cups; two-sided 34/70.
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70, abs=1e-12)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_the_exact_test_sums_all_splits_no_likelier_than_the_one_seen(a: int, b: int, c: int, d: int) -> None:
    odds = {k: comb(a + c, k) * comb(b + d, a + b - k) for k in range(min(a + c, a + b) + 1)}
    tail = sum(odd for odd in odds.values() if odd <= odds[a])
    assert fisher(a, a + b, c, c + d) == pytest.approx(float(Fraction(tail, sum(odds.values()))), rel=1e-9)


def test_the_exact_test_agrees_with_scipy() -> None:
    for step in range(1, 150):
        a, b, c, d = (step * prime % 397 for prime in (101, 211, 307, 89))
        expected = fisher_exact([[a, b], [c, d]]).pvalue
        assert fisher(a, a + b, c, c + d) == pytest.approx(expected, rel=1e-6, abs=1e-12)


@given(P_VALUES)
def test_q_values_agree_with_scipy_in_any_order(p_values: list[float]) -> None:
    assert benjamini_hochberg(p_values) == pytest.approx(list(false_discovery_control(p_values)), abs=1e-12)


@given(P_VALUES, st.floats(0.001, 0.999))
def test_what_is_found_is_what_the_step_up_rule_finds(p_values: list[float], rate: float) -> None:
    ranked, tests = sorted(p_values), len(p_values)
    # In the form the q-value has, so that equal numbers are equal floats.
    last = max((k for k, p in enumerate(ranked, 1) if p * tests / k <= rate), default=0)
    assert sum(q <= rate for q in benjamini_hochberg(p_values)) == sum(p <= ranked[last - 1] for p in p_values if last)


@given(P_VALUES)
def test_q_values_are_no_smaller_than_p_values_and_keep_their_order(p_values: list[float]) -> None:
    q_values = benjamini_hochberg(p_values)
    assert all(p - 1e-12 <= q <= 1 for p, q in zip(p_values, q_values, strict=True))
    assert [q for _, q in sorted(zip(p_values, q_values, strict=True))] == sorted(q_values)


def test_nothing_tested_finds_nothing() -> None:
    assert benjamini_hochberg([]) == []
