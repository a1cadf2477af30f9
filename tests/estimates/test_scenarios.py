"""What must hold of scenarios, of their draws and of the ranking of partners, whatever the works."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy.stats import poisson

sys.path.insert(0, str(Path(__file__).parent))

from invented_network import Frames, invented

from analytics.estimates.draws import REPLICATES, draw, id_hashes, limits
from analytics.estimates.est_scenario import est_scenario
from analytics.estimates.est_substitute import est_substitute
from analytics.estimates.est_substitute_skill import auc, average_precision, est_substitute_skill


def made(model: Callable[..., pl.DataFrame], frames: Frames) -> pl.DataFrame:
    inputs = inspect.signature(model, eval_str=True).parameters.values()
    return model(**{p.name: frames[p.name] if p.annotation is pl.DataFrame else iter([frames[p.name]]) for p in inputs})


@pytest.fixture(scope="module")
def scenarios() -> pl.DataFrame:
    return made(est_scenario, invented())


def by_name(scenarios: pl.DataFrame, name: str) -> pl.DataFrame:
    return scenarios.filter(scenario=name).sort("unit_id", "technology_id")


@pytest.mark.parametrize("name", ["delta_p", "delta_p_top10", "delta_component"])
def test_dropping_joint_works_never_costs_less_than_dropping_the_credit_of_w(scenarios, name):
    dropped, credit = (by_name(scenarios, scenario)[name] for scenario in ("S0", "S1"))
    assert len(dropped) > 20
    assert (dropped <= credit + 1e-12).all()


def test_dropping_joint_works_costs_every_one_of_them(scenarios):
    cells = invented()["ind_scenario_cell"].sort("unit_id", "technology_id")
    dropped = by_name(scenarios, "S0")
    assert (dropped["delta_p"] == -cells["exposed_works"]).all()
    expected = [poisson.ppf([0.025, 0.975], n) for n in cells["exposed_works"]]
    found = zip(-dropped["delta_p_high"], -dropped["delta_p_low"], strict=True)
    assert all(abs(np.array(limit) - by_law).max() <= 2 for limit, by_law in zip(found, expected, strict=True))


def test_nothing_formed_anew_is_the_same_as_no_trust_set():
    found = made(est_scenario, invented(share=0.0)).drop("trust_set_id")
    formed, alone = (by_name(found, name).drop("scenario") for name in ("S3", "S2"))
    assert formed.equals(alone)


def test_a_band_holds_what_is_expected(scenarios):
    assert (scenarios["delta_component_high"] <= 0).all()
    for name in ("delta_p", "delta_p_top10", "delta_mncs", "delta_component"):
        low, point, high = (scenarios[f"{name}{side}"] for side in ("_low", "", "_high"))
        assert (low <= point + 1e-9).all()
        assert (point <= high + 1e-9).all()


@pytest.mark.parametrize("model", [est_scenario, est_substitute, est_substitute_skill])
def test_the_order_of_rows_changes_nothing(model):
    frames = invented()
    shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=3) for name, frame in frames.items()}
    assert made(model, shuffled).equals(made(model, frames))


def test_a_ranking_is_not_shown_what_it_is_judged_by():
    """Whatever else the hidden years say of topics, of citations and of W, the skill stays; their links decide it."""
    frames = invented()
    hidden = frames["ind_linked_work"].filter(pl.col("publication_year") > 2018)["work_id"].unique()
    is_hidden = pl.col("work_id").is_in(hidden.implode())
    expected = made(est_substitute_skill, frames)
    changed = dict(frames)
    changed["ind_linked_technology"] = frames["ind_linked_technology"].with_columns(
        top10=pl.when(is_hidden).then(9.0).otherwise("top10")
    )
    changed["ind_linked_topic"] = frames["ind_linked_topic"].filter(~is_hidden)
    changed["ind_scenario_exposed"] = frames["ind_scenario_exposed"].filter(~is_hidden)
    assert expected["new_links"].to_list() > [20]
    assert made(est_substitute_skill, changed).equals(expected)
    changed["ind_linked_work"] = frames["ind_linked_work"].filter(~is_hidden)
    assert made(est_substitute_skill, changed).is_empty()


def test_what_is_ranked_is_neither_of_w_nor_the_unit_itself():
    frames = invented()
    rows = made(est_substitute, frames)
    of_w = frames["ind_unit_counterpart"]["unit_id"]
    assert rows.height > 100
    assert rows.filter(
        pl.col("candidate_id").is_in(of_w.implode()) | (pl.col("candidate_id") == pl.col("unit_id"))
    ).is_empty()


def test_a_work_counts_once_on_average_and_as_often_in_every_cell():
    hashes = id_hashes(f"W{n}" for n in range(5000))
    times = draw(hashes, range(REPLICATES)).times()
    assert times.mean() == pytest.approx(1, abs=0.005)
    assert times.var() == pytest.approx(1, abs=0.01)
    assert (draw(hashes[10:20], range(50, 60)).times() == times[10:20, 50:60]).all()
    assert abs(np.corrcoef(times[:, 0], draw(hashes, range(1)).place()[:, 0])[0, 1]) < 0.05


def test_limits_are_order_statistics_of_what_is_a_number():
    values = np.array([[np.nan, *range(1, 41)], [5.0] * 41])
    assert [list(side) for side in limits(values)] == [[1, 5], [39, 5]]


def test_auc_and_average_precision_of_known_rankings():
    truth = np.array([True, False, True, False])
    assert auc(np.array([4.0, 3, 2, 1]), truth) == 0.75
    assert auc(np.ones(4), truth) == 0.5
    assert average_precision(np.array([4.0, 3, 2, 1]), truth) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(np.arange(20.0, 0, -1), np.arange(20) >= 10) == 0
