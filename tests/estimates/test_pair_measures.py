"""Measures of pairs against published answers, and what has to hold for any counts."""

from __future__ import annotations

from itertools import combinations_with_replacement

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.estimates.pair_measures import association_strength, odds_ratio, pair_measures, pooled_risk_ratio

POOLED = ("fields", "exposed_sum", "unexposed_sum", "variance_sum")


def test_association_strength_of_the_published_example() -> None:
    """Three countries with their own works on the diagonal; logarithms as printed, two digits."""
    matrix = {
        "FR": {"FR": 250, "UK": 100, "DE": 150},
        "UK": {"FR": 100, "UK": 800, "DE": 100},
        "DE": {"FR": 150, "UK": 100, "DE": 750},
    }
    printed = {"FR-FR": 0.92, "FR-UK": -0.69, "FR-DE": -0.29, "UK-UK": 0.69, "UK-DE": -1.39, "DE-DE": 0.63}
    rows = {name: sum(row.values()) for name, row in matrix.items()}
    for x, y in combinations_with_replacement(matrix, 2):
        counts = pl.DataFrame([{"q": matrix[x][y], "x": rows[x], "y": rows[y], "t": sum(rows.values())}])
        strength = counts.select(association_strength(*(pl.col(c) for c in "qxyt")).log()).item()
        assert round(strength, 2) == printed[f"{x}-{y}"]


COUNT = st.integers(min_value=0, max_value=10_000)


def measured(a: int, b: int, c: int, d: int) -> dict[str, float | None]:
    """All measures of a pair with these cells; works and links are the same here."""
    pair = {"institution_x": "X", "institution_y": "Y", "technology_id": "all", "tag_scope": "high"}
    of = {"x": a + b, "y": a + c, "world": a + b + c + d}
    counts = {f"{name}_{unit}": n for name in ("works", "shared_works", "links") for unit, n in of.items()}
    row = pair | {"window_years": 0, "last_year": 2020, "joint_works": a} | counts
    cells = pl.DataFrame([row]).with_columns(pl.lit(None, pl.Float64).alias(name) for name in POOLED)
    return pair_measures(cells, "institution", 1).to_dicts()[0]


@given(a=st.integers(1, 10_000), b=COUNT, c=COUNT, d=COUNT)
def test_all_but_ric_are_the_same_for_x_with_y_and_y_with_x(a: int, b: int, c: int, d: int) -> None:
    one, other = measured(a, b, c, d), measured(a, c, b, d)
    same = ("orc", "salton", "jaccard", "association_strength", "nsf_index")
    for name in (f"{measure}{side}" for measure in same for side in ("", "_low", "_high")):
        assert one[name] == (None if other[name] is None else pytest.approx(other[name], rel=1e-12))


@given(
    a=st.integers(1, 5_000),
    more=st.integers(1, 500),
    b=st.integers(500, 5_000),
    c=st.integers(501, 5_000),
    d=st.integers(1, 5_000),
)
def test_ric_and_orc_grow_with_joint_works_while_the_totals_stay(a: int, more: int, b: int, c: int, d: int) -> None:
    fewer, larger = measured(a, b, c, d), measured(a + more, b - more, c - more, d + more)
    assert larger["ric"] > fewer["ric"]
    assert larger["orc"] is None or larger["orc"] > fewer["orc"]


@given(a=st.integers(1, 10_000), b=COUNT, c=COUNT, d=COUNT)
def test_nothing_is_infinite_and_every_measure_lies_within_its_limits(a: int, b: int, c: int, d: int) -> None:
    found = measured(a, b, c, d)
    assert found["is_orc_defined"] == (found["orc"] is not None)
    for name in ("ric", "orc"):
        value, low, high = (found[f"{name}{end}"] for end in ("", "_low", "_high"))
        assert value is None or value < float("inf")
        assert low is None or low <= value * (1 + 1e-9) <= high * (1 + 2e-9)


@given(cells=st.lists(st.tuples(*[st.integers(1, 2_000)] * 4), min_size=1, max_size=6), copies=st.integers(1, 4))
def test_pooling_one_field_over_and_over_changes_the_limits_only(
    cells: list[tuple[int, int, int, int]], copies: int
) -> None:
    a, b, c, d = cells[0]
    n1, n0, m, n = a + b, c + d, a + c, a + b + c + d
    sums = {"e": a * n0 / n, "u": c * n1 / n, "v": (n1 * n0 * m - a * c * n) / n**2}
    once = pl.DataFrame([sums]).select(*limits())
    often = pl.DataFrame([{name: copies * value for name, value in sums.items()}]).select(*limits())
    assert often["ratio"][0] == pytest.approx(once["ratio"][0]) == pytest.approx((a / n1) / (c / n0))
    assert often["low"][0] >= once["low"][0] * (1 - 1e-9)


def limits() -> list[pl.Expr]:
    found = pooled_risk_ratio(pl.col("e"), pl.col("u"), pl.col("v"))
    return [part.alias(name) for name, part in zip(("ratio", "low", "high"), found, strict=True)]


def test_the_odds_ratio_is_null_where_a_denominator_is_zero_and_unbounded_where_only_d_is() -> None:
    cells = pl.DataFrame({"a": [5, 5, 5], "b": [0, 1, 2], "c": [3, 0, 2], "d": [4, 4, 0]})
    ratio, low, high = odds_ratio(*(pl.col(name) for name in "abcd"))
    found = cells.select(ratio.alias("orc"), low.alias("low"), high.alias("high"))
    assert found.rows() == [(None, None, None), (None, None, None), (0.0, None, None)]
