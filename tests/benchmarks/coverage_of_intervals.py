"""How often the bootstrap's interval covers the truth: SYNTHETIC cells of realistic sizes and rates, truth known.

    python tests/benchmarks/coverage_of_intervals.py [cells] [trials]

Cells have 20 to 2,000 works, log-uniform, and rates between 1 and 50 %, of which those with an expected count of at
least 5 are kept. On 2,000 cells × 10 draws a cell: share .942, fractional share .942, HHI .950, RIC .946.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import numpy as np

from analytics.estimates.bootstrap import Floats, replicate_sums
from analytics.estimates.limits import limits
from analytics.estimates.replicated import hhi, ratio, ric

Covered = list[bool]


def sizes_and_rates(rng: np.random.Generator, cells: int) -> Iterator[tuple[int, float]]:
    found = 0
    while found < cells:
        works = int(np.exp(rng.uniform(np.log(20), np.log(2000))))
        rate = float(np.exp(rng.uniform(np.log(0.01), np.log(0.5))))
        if works * rate >= 5:
            found += 1
            yield works, rate


def summed(rng: np.random.Generator, columns: Floats) -> Floats:
    """Replicate sums of ``columns`` (works, columns), each work with a hash of its own."""
    works, width = columns.shape
    hashes = rng.integers(0, 2**63, works, dtype=np.uint64)
    cell = np.tile(np.arange(width), works)
    return replicate_sums(cell, np.repeat(hashes, width), columns.reshape(-1), width)


def is_covered(replicates: Floats, truth: float) -> bool:
    low, high = limits(replicates.reshape(1, -1))[0]
    return bool(low - 1e-9 <= truth <= high + 1e-9)


def share(rng: np.random.Generator, works: int, rate: float) -> bool:
    exposed = rng.random(works) < rate
    top, bottom = summed(rng, np.column_stack([exposed, np.ones(works)]))
    return is_covered(ratio(top, bottom), rate)


def fractional(rng: np.random.Generator, works: int, rate: float) -> bool:
    """Weights 1/k of the unit; exposed works have more units, so the weight is not independent of exposure."""
    exposed = rng.random(works) < rate
    weight = 1 / (1 + rng.integers(0, 4, works) + exposed * rng.integers(1, 4, works))
    alone, beside = np.mean(1 / np.arange(1, 5)), np.mean([1 / (1 + a + b) for a in range(4) for b in range(1, 4)])
    truth = rate * beside / (rate * beside + (1 - rate) * alone)
    top, bottom = summed(rng, np.column_stack([weight * exposed, weight]))
    return is_covered(ratio(top, bottom), truth)


def concentration(rng: np.random.Generator, works: int, rate: float) -> bool:
    """One partner a work; the first has ``rate`` of them, eleven others fall off as 1/rank."""
    tail = 1 / np.arange(1, 12)
    p = np.concatenate([[rate], (1 - rate) * tail / tail.sum()])
    partner = rng.choice(p.size, works, p=p)
    return is_covered(hhi(summed(rng, np.eye(p.size)[partner])), float((p**2).sum()))


def intensity(rng: np.random.Generator, works: int, rate: float) -> bool:
    """Bilateral works of a world of 5 × ``works`` links, of which x has a fifth and y a tenth where x is not."""
    links = 5 * works
    with_x = rng.random(links) < 0.2
    with_y = rng.random(links) < np.where(with_x, rate, 0.1)
    columns = np.column_stack([with_x & with_y, with_x, with_y, np.ones(links)]).astype(float)
    return is_covered(ric(*summed(rng, columns)), rate / 0.1)


NUMBERS: dict[str, Callable[[np.random.Generator, int, float], bool]] = {
    "share": share,
    "fractional share": fractional,
    "HHI": concentration,
    "RIC": intensity,
}


def coverage(number: str, cells: int, trials: int, seed: int = 1) -> Floats:
    """The share of ``trials`` in which the interval of ``number`` covers the truth, for each of ``cells`` cells."""
    rng = np.random.default_rng(seed)
    return np.array(
        [np.mean([NUMBERS[number](rng, *cell) for _ in range(trials)]) for cell in sizes_and_rates(rng, cells)]
    )


if __name__ == "__main__":
    cells, trials = (int(given) for given in [*sys.argv[1:3], "2000", "20"][:2])
    for number in NUMBERS:
        found = coverage(number, cells, trials)
        print(f"{number:17} covered {found.mean():.3f} of {cells} cells × {trials} draws")
