"""Slopes and their test against every order of small series, and against scipy's where that is installed."""

from __future__ import annotations

import itertools
import math

import numpy as np
import polars as pl
import pytest

from analytics.estimates.est_trend import est_trend
from analytics.estimates.trends import trends


def trend(values: list[float], years: list[int] | None = None) -> np.ndarray:
    years = years or list(range(2010, 2010 + len(values)))
    return trends(np.array([0, len(values)]), np.array(years), np.array(values, dtype=float))[0]


def score(values) -> int:
    return sum(int(b > a) - int(b < a) for a, b in itertools.combinations(values, 2))


@pytest.mark.parametrize(
    "values", [[1, 2, 3], [3, 1, 2, 4], [1, 1, 2, 3, 5], [2, 2, 1, 1, 1], [1, 4, 2, 2, 6, 4], [5, 3, 4, 2, 1, 0]]
)
def test_the_test_counts_every_order_of_the_values_ties_included(values):
    every = [score(order) for order in itertools.permutations(values)]
    found = trend(values)
    assert found[3] == score(values)
    assert found[4] == pytest.approx(sum(abs(s) >= abs(score(values)) for s in every) / len(every), abs=1e-12)


def test_a_series_without_any_change_has_no_trend():
    assert trend([0.2] * 6).tolist() == [0, 0, 0, 0, 1]


def test_a_steady_rise_of_five_years_has_its_slope_and_is_one_of_sixty_orders():
    found = trend([0.1, 0.2, 0.3, 0.4, 0.5])
    assert found == pytest.approx([0.1, 0.1, 0.1, 10, 2 / 120])
    found = trend([0.1, 0.3, 0.4, 0.45], [2010, 2012, 2013, 2015])
    assert found[0] == pytest.approx((0.07 + 0.1) / 2), "slopes .025 .05 .07 .1 .1 .1"


def test_four_years_have_no_limits():
    assert np.isnan(trend([1, 2, 3, 4])[1:3]).all()


def test_one_wild_year_moves_the_slope_little():
    calm = [0.10, 0.12, 0.14, 0.16, 0.18, 0.20, 0.22]
    assert trend([*calm[:3], 0.95, *calm[4:]])[0] == pytest.approx(0.02, abs=1e-9)


def test_limits_are_the_slopes_that_the_test_does_not_refuse():
    rng = np.random.default_rng(6)
    for n in (*range(5, 13), *range(19, 25)):
        values = rng.random(n)
        low, high = trend(values.tolist())[1:3]
        just = [low - 1e-7, low + 1e-7, high - 1e-7, high + 1e-7]
        for slope in (*just, *np.linspace(low - 0.1, high + 0.1, 41)):
            if min(abs(slope - low), abs(slope - high)) > 1e-8:
                refused = trend((values - slope * np.arange(n)).tolist())[4] <= 0.05
                assert refused == (not low < slope < high)


def test_slopes_and_exact_p_are_those_of_scipy():
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(7)
    for n in range(4, 19):
        values, years = rng.random(n), np.arange(2000, 2000 + n)
        found = trend(values.tolist(), years.tolist())
        assert found[0] == pytest.approx(stats.theilslopes(values, years).slope, abs=1e-12)
        assert found[4] == pytest.approx(stats.kendalltau(years, values, method="exact").pvalue, abs=1e-12)


def test_long_series_take_the_normal_distribution_with_its_correction_for_ties():
    values = [float(v) for v in [1, 3, 2, 2, 5, 4, 4, 4, 6, 8, 7, 9, 9, 11, 10, 12, 14, 13, 15, 1]]
    s, n = score(values), len(values)
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in (2, 2, 3, 2))) / 18
    assert trend(values)[4] == pytest.approx(math.erfc((abs(s) - 1) / math.sqrt(2 * variance)), abs=1e-15)


def test_series_are_told_apart_and_few_years_and_breaks_of_coverage_are_seen():
    def rows(unit: str, shares: list[float | None], coverages: list[float]) -> list[dict]:
        key = dict.fromkeys(("profile_id", "variant", "unit_kind", "technology_id", "tag_scope"), "x")
        return [
            key
            | {"unit_id": unit, "publication_year": 2015 + n, "works": 1000, "resolved_works": 100}
            | {"exposed_works": 100 * share, "unknown_mass": 1000 * (1 - coverage)}
            for n, (share, coverage) in enumerate(zip(shares, coverages, strict=True))
            if share is not None
        ]

    given = pl.DataFrame(
        [
            *rows("broken", [0.1, 0.2, 0.3, 0.4, 0.5], [0.9, 0.9, 0.9, 0.8, 0.8]),
            *rows("steady", [0.5, 0.4, None, 0.4, 0.4, 0.2], [0.9, 0.85, 0.2, 0.82, 0.8, 0.8]),
            *rows("short", [0.1, None, 0.2, 0.3, 0.4], [0.9] * 5),
        ]
    )
    sums = [f"{when}_{of}" for when in ("base", "newest") for of in ("works", "exposed_works")]
    growth = given.clear().select(pl.col(pl.String), *(pl.lit(0).alias(name) for name in sums)).clear()
    found = est_trend(iter([given[:7], given[7:]]), growth, pl.DataFrame({"coverage_break": [0.05]}))
    shown = found.select("unit_id", "years", "first_share", "last_share", "coverage_break_year", "concordance")
    broken, steady = shown.rows()
    assert broken == ("broken", 5, pytest.approx(0.1), pytest.approx(0.5), 2018, 10)
    assert steady == ("steady", 5, pytest.approx(0.5), pytest.approx(0.2), None, -7)
    assert found["slope"].to_list() == [pytest.approx(0.1), pytest.approx(-(0.05 + 0.1 / 3) / 2)]
