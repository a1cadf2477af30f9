"""Indirect exposure on a large SYNTHETIC network, beside a dense solution of a smaller one, in one run.

    python tests/benchmarks/network.py [works] [institutions]        # default 1,000,000 and 10,000

Works have one to five institutions, few of which are on many works; six seed sets of 1 to 5 % of the institutions.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import polars as pl

from analytics.estimates.network import indirect, null_draws, stepped, walked
from analytics.estimates.network_rows import Network, joint_works, network
from analytics.estimates.works import work_table

ALPHA, SEEDS = 0.85, 6
Tables = tuple[pl.DataFrame, pl.DataFrame]


def synthetic(rng: np.random.Generator, works: int, institutions: int) -> Tables:
    """`ind_work_unit` and `stg_work_year`."""
    popular = 1 / (20 + np.arange(institutions))
    work = np.repeat(np.arange(works), rng.integers(1, 6, works))
    unit = rng.choice(institutions, work.size, p=popular / popular.sum())
    rows = pl.DataFrame({"work": work, "unit": unit}).unique(maintain_order=True)
    named = {"work_id": pl.format("W{}", "work"), "unit_id": pl.format("I{}", "unit")}
    years = pl.DataFrame({"work": np.arange(works), "publication_year": rng.integers(2020, 2025, works)})
    units = rows.select(**named, unit_kind=pl.lit("institution"))
    return units, years.select("publication_year", work_id=pl.format("W{}", "work"))


def built(tables: Tables) -> Network:
    rows = joint_works([tables[0]], work_table([tables[1]]))
    return network(rows.with_columns(stratum=pl.col("year").cast(pl.String)))


def walk(net: Network, seeds: np.ndarray) -> np.ndarray:
    graph = (net.ends, net.members, net.degree)
    h = walked(*graph, seeds, ALPHA, np.zeros_like(seeds), 1e-9)
    stepped(*graph, stepped(*graph, seeds) * (1 - seeds))
    return indirect(*graph, seeds, ALPHA, h)


def dense(net: Network, seeds: np.ndarray) -> np.ndarray:
    links = np.zeros((net.degree.size, net.degree.size))
    for first, last in zip(net.ends, net.ends[1:], strict=False):
        members = net.members[first:last]
        links[np.ix_(members, members)] += 1 / (members.size - 1)
    np.fill_diagonal(links, 0)
    p = links / np.maximum(links.sum(axis=1, keepdims=True), 1e-300)
    h = np.linalg.solve(np.eye(p.shape[0]) - ALPHA * p, (1 - ALPHA) * seeds)
    return h - (1 - ALPHA) * ALPHA * p @ seeds


def drawn_seeds(rng: np.random.Generator, net: Network) -> np.ndarray:
    return (rng.random((net.degree.size, SEEDS)) < np.linspace(0.01, 0.05, SEEDS)).astype(float)


def timed(name: str, work, *given):
    start = time.process_time()
    found = work(*given)
    print(f"{name}: {time.process_time() - start:.2f} CPU-s")
    return found


if __name__ == "__main__":
    works, institutions = (int(given) for given in [*sys.argv[1:3], "1000000", "10000"][:2])
    rng = np.random.default_rng(1)
    little = built(synthetic(rng, works // 50, institutions // 10))
    seeds = seeds_of_little = drawn_seeds(rng, little)
    timed("compiling, or reading what was compiled", walk, little, seeds)
    found = timed(
        f"small network, {little.degree.size:,} institutions, {little.members.size:,} places: walk", walk, little, seeds
    )
    exact = timed("the same, dense: links one work at a time, then solved", dense, little, seeds)
    print(f"largest distance between the two: {np.abs(found - exact).max():.1e}")
    net = timed("large network, built from tables", built, synthetic(rng, works, institutions))
    seeds = drawn_seeds(rng, net)
    print(f"  {net.degree.size:,} institutions, {net.ends.size - 1:,} works, {net.members.size:,} places on works")
    near = timed(f"  walk, two steps and indirect for {SEEDS} seed sets", walk, net, seeds)
    graph = (little.ends, little.members.copy(), little.degree, little.work_of, little.strata)
    null_draws(*graph, seeds_of_little, ALPHA, found, found, 2, np.uint64(1))
    start = time.process_time()
    null_draws(*graph, seeds_of_little, ALPHA, found, found, 20, np.uint64(1))
    each = (time.process_time() - start) / 20 / little.members.size
    print(f"null model on the small network: {each * 1e9:.0f} ns a place and draw; large, 100 draws: ", end="")
    print(f"some {each * net.members.size * 100:.0f} CPU-s, which `network_steps` keeps out of a build")
    assert np.isfinite(near).all()
