"""Walks on small networks against their worked answers and a dense solution; the null model's own properties."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from analytics.estimates.est_indirect import network_draws
from analytics.estimates.network import indirect, null_draws, rewire, stepped, walked
from analytics.estimates.network_rows import Network, network

ALPHA = 0.85


def network_of(works: list[list[int]], strata: list[int] | None = None) -> Network:
    rows = [
        {"work_id": f"{p:06}", "institution_id": f"{i:04}", "stratum": f"{strata[p] if strata else 0:04}"}
        for p, members in enumerate(works)
        for i in members
    ]
    return network(pl.DataFrame(rows))


def drawn_works(rng: np.random.Generator, works: int, institutions: int) -> list[list[int]]:
    """Two to five institutions a work; the first are on many works, the last on few."""
    popular = 1 / (5 + np.arange(institutions))
    sizes = rng.integers(2, 6, works)
    return [sorted(rng.choice(institutions, n, replace=False, p=popular / popular.sum()).tolist()) for n in sizes]


def dense(works: list[list[int]], institutions: int) -> np.ndarray:
    """P, row-stochastic, from the links of 1/(n−1)."""
    links = np.zeros((institutions, institutions))
    for members in works:
        for i in members:
            for j in members:
                if i != j:
                    links[i, j] += 1 / (len(members) - 1)
    return links / np.maximum(links.sum(axis=1, keepdims=True), 1e-300)


def solved(net: Network, seeds: np.ndarray, alpha: float = ALPHA) -> np.ndarray:
    return walked(net.ends, net.members, net.degree, seeds, alpha, np.zeros_like(seeds), 1e-13)


def test_the_path_of_three_has_its_worked_answer():
    net = network_of([[0, 1], [1, 2]])
    seeds = np.array([[0.0], [0.0], [1.0]])
    h = solved(net, seeds)
    assert h[:, 0] == pytest.approx([0.195270, 0.229730, 0.345270], abs=5e-7)
    near = indirect(net.ends, net.members, net.degree, seeds, ALPHA, h)
    assert near[:2, 0] == pytest.approx([0.195270, 0.229730 - 0.15 * 0.85 / 2], abs=5e-7)
    assert stepped(net.ends, net.members, net.degree, seeds)[:, 0].tolist() == [0, 0.5, 0]


def test_the_walk_equals_a_dense_solution_for_all_seed_sets_at_once():
    rng = np.random.default_rng(2)
    works = drawn_works(rng, 400, 60)
    seen = sorted({i for members in works for i in members})
    works = [[seen.index(i) for i in members] for members in works]
    net, p = network_of(works), dense(works, len(seen))
    seeds = (rng.random((len(seen), 4)) < [0.02, 0.1, 0.5, 0.0]).astype(float)
    expected = np.linalg.solve(np.eye(len(seen)) - ALPHA * p, (1 - ALPHA) * seeds)
    h = solved(net, seeds)
    assert np.abs(h - expected).max() < 1e-11
    near = indirect(net.ends, net.members, net.degree, seeds, ALPHA, h)
    assert np.abs(near - (expected - (1 - ALPHA) * ALPHA * p @ seeds)).max() < 1e-11
    assert (near > -1e-12).all()


def test_small_networks_are_rewired_first_and_large_ones_not_at_all():
    rows = pl.DataFrame({"work_id": ["W1", "W1", "W2", "W2", "W2", "W3", "W3"]})
    tags = pl.DataFrame({"work_id": ["W1", "W1", "W2"], "technology_id": ["x", "y", "y"]})
    settings = {"network_min_works": 1, "network_draws": 100, "network_steps": 700}
    assert network_draws(rows, tags, settings) == {"x": 100, "y": 100, "all": 0}
    assert network_draws(rows, tags, settings | {"network_steps": 1400}) == {"x": 100, "y": 100, "all": 100}
    assert network_draws(rows, tags, settings | {"network_min_works": 2}) == {"y": 100, "all": 0}


def rewired(net: Network, rounds: int, seed: int) -> np.ndarray:
    members = net.members.copy()
    rewire(net.ends, members, net.work_of, net.strata, rounds, np.array([seed], dtype=np.uint64))
    return members


def test_rewiring_keeps_degrees_sizes_and_strata_and_puts_nobody_twice_on_a_work():
    rng = np.random.default_rng(4)
    works = drawn_works(rng, 300, 40)
    net = network_of(works, strata=[p % 3 for p in range(300)])
    members = rewired(net, 20, 9)
    assert (members != net.members).mean() > 0.5
    for first, last in pairwise(net.strata):
        assert Counter(members[first:last].tolist()) == Counter(net.members[first:last].tolist())
    for first, last in pairwise(net.ends):
        assert len(set(members[first:last].tolist())) == last - first


def test_every_network_of_the_same_degrees_is_equally_likely():
    net = network_of([[0, 1], [2, 3]])
    draws = 6000
    seen = Counter(tuple(sorted(rewired(net, 30, seed)[:2].tolist())) for seed in range(draws))
    assert len(seen) == 6
    chi_square = sum((n - draws / 6) ** 2 / (draws / 6) for n in seen.values())
    assert chi_square < 20.5, "p < .001 with five degrees of freedom"


@pytest.mark.slow
def test_on_a_random_network_the_distance_from_the_null_model_is_centred_with_deviation_one():
    rng = np.random.default_rng(8)
    scores = []
    for seed in range(12):
        net = network_of(drawn_works(rng, 600, 80))
        net.members[:] = rewired(net, 30, 1000 + seed)
        seeds = (rng.random((net.institutions.len(), 1)) < 0.08).astype(float)
        h = solved(net, seeds)
        near = indirect(net.ends, net.members, net.degree, seeds, ALPHA, h)
        graph = (net.ends, net.members.copy(), net.degree, net.work_of, net.strata)
        z, percentile = null_draws(*graph, seeds, ALPHA, near, h, 200, np.uint64(seed))
        scores.append(z[seeds == 0])
        assert ((percentile >= 0) & (percentile <= 1)).all()
    every = np.concatenate(scores)
    # Institutions of one network move together: the error of the mean is that between networks.
    between = np.std([one.mean() for one in scores], ddof=1) / np.sqrt(len(scores))
    assert abs(every.mean()) < 4 * between
    assert 0.9 < every.std() < 1.1
