"""The bootstrap of fractional exposure beside a naive one in numpy, in the same run, on SYNTHETIC cells.

    python tests/benchmarks/bootstrap.py [cells]

The naive way draws Poisson weights of every cell anew and multiplies: no common draws, one matrix a cell.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from analytics.estimates.bootstrap import REPLICATES, replicate_sums
from analytics.estimates.limits import ratio_limits

PORTION = 2_000


def synthetic(rng: np.random.Generator, cells: int) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Cells of 5 to 2,000 works, log-uniform: works, weights, whether exposed; a work is in about five of them."""
    sizes = np.exp(rng.uniform(np.log(5), np.log(2000), cells)).astype(int)
    hashes = rng.integers(0, 2**63, max(1, sizes.sum() // 5), dtype=np.uint64)
    return [(rng.choice(hashes, n), 1 / rng.integers(1, 8, n), rng.random(n) < 0.1) for n in sizes]


def hashed(drawn: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> np.ndarray:
    found = []
    for start in range(0, len(drawn), PORTION):
        part = drawn[start : start + PORTION]
        cell = np.repeat(np.arange(len(part)), [work.size for work, _, _ in part])
        work, weight, exposed = (np.concatenate(column) for column in zip(*part, strict=True))
        both = np.concatenate([cell, cell[exposed] + len(part)])
        values = np.concatenate([weight, weight[exposed]])
        sums = replicate_sums(both, np.concatenate([work, work[exposed]]), values, 2 * len(part))
        ends, rows = np.arange(len(part) + 1), np.arange(len(part))
        found.append(ratio_limits(sums, (ends, rows + len(part)), (ends, rows)))
    return np.concatenate(found)


def naive(drawn: list[tuple[np.ndarray, np.ndarray, np.ndarray]], rng: np.random.Generator) -> np.ndarray:
    found = []
    for _, weight, exposed in drawn:
        draws = rng.poisson(1.0, (REPLICATES, weight.size))
        bottom = draws @ weight
        top = draws @ (weight * exposed)
        found.append(np.quantile(top[bottom > 0] / bottom[bottom > 0], [0.025, 0.975]))
    return np.array(found)


if __name__ == "__main__":
    cells = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    rng = np.random.default_rng(1)
    drawn = synthetic(rng, cells)
    rows = sum(work.size for work, _, _ in drawn)
    start = time.process_time()
    hashed(drawn[:1])
    compiling = time.process_time() - start
    start = time.process_time()
    ours = hashed(drawn)
    seconds = time.process_time() - start
    start = time.process_time()
    theirs = naive(drawn, rng)
    slow = time.process_time() - start
    print(f"{cells} cells, {rows} rows, {REPLICATES} replicates; compiling {compiling:.1f} CPU-s")
    print(f"hash weights {seconds:.2f} CPU-s, {1e9 * seconds / rows / REPLICATES:.2f} ns a row and replicate")
    print(f"naive numpy {slow:.2f} CPU-s: {slow / seconds:.1f} times as long")
    apart, width = np.abs(ours - theirs).mean(), np.ptp(theirs, axis=1).mean()
    print(f"mean distance of limits {apart:.4f} at a mean width of {width:.4f}")
