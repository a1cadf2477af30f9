"""How often each interval covers the truth: SYNTHETIC cells of realistic sizes and rates, truth known.

    python tests/benchmarks/coverage_of_intervals.py [cells] [draws]        # default 2,000 and 5

Cells have 20 to 2,000 works, log-uniform, and rates between 1 and 50 %, of which those with an expected count of at
least 5 are kept. Printed beside: how far the bootstrap of a share lies from its closed form, in standard errors of the
limit of a thousand replicates.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import Floats, replicate_sums
from analytics.estimates.intervals import (
    byar,
    effective_wilson,
    katz,
    log_limits,
    overlap_variance,
    relative_change,
    scaled_wilson,
    wilson,
)
from analytics.estimates.limits import limits
from analytics.estimates.replicated import association_strength, hhi, ratio, ric
from analytics.estimates.stability import stability_interval

Rng = np.random.Generator
_QUANTILE_ERROR = math.sqrt(0.025 * 0.975 / 1000) / 0.05845
"""Of the 2.5 % quantile of 1,000 draws, in deviations of what is drawn: √(p(1−p)/B) over the normal density there."""


def sizes_and_rates(rng: Rng, cells: int) -> Iterator[tuple[int, float]]:
    found = 0
    while found < cells:
        works = int(np.exp(rng.uniform(np.log(20), np.log(2000))))
        rate = float(np.exp(rng.uniform(np.log(0.01), np.log(0.5))))
        if works * rate >= 5:
            found += 1
            yield works, rate


def summed(rng: Rng, columns: Floats) -> Floats:
    """Replicate sums of ``columns`` (works, columns), each work with a hash of its own."""
    works, width = columns.shape
    hashes = rng.integers(0, 2**63, works, dtype=np.uint64)
    cell = np.tile(np.arange(width), works)
    return replicate_sums(cell, np.repeat(hashes, width), columns.astype(float).reshape(-1), width)


def covers(replicates: Floats, truth: float) -> bool:
    low, high = limits(replicates.reshape(1, -1))[0]
    return bool(low - 1e-9 <= truth <= high + 1e-9)


def covers_closed(interval: tuple[pl.Expr, pl.Expr], truth: float) -> bool | None:
    """None where there is no interval, as with no joint work: then nothing is published either."""
    low, high = pl.select(low=interval[0], high=interval[1]).row(0)
    return None if low is None else bool(low <= truth <= high)


def share(rng: Rng, works: int, rate: float) -> bool | None:
    return covers_closed(wilson(pl.lit(int(rng.binomial(works, rate))), pl.lit(works)), rate)


def lead(rng: Rng, works: int, rate: float) -> bool | None:
    """Of three works in ten the lead is split over two leaders; of the rest one has it all."""
    led = (rng.random((works, 2)) < rate).mean(axis=1)
    led[: works * 7 // 10] = rng.random(works * 7 // 10) < rate
    return covers_closed(wilson(pl.lit(float(led.sum())), pl.lit(works)), rate)


def share_resampled(rng: Rng, works: int, rate: float) -> bool:
    return covers(ratio(*summed(rng, np.column_stack([rng.random(works) < rate, np.ones(works)]))), rate)


def fractional(rng: Rng, works: int, rate: float) -> bool:
    """Weights 1/k of the unit; exposed works have more units, so the weight is not independent of exposure."""
    exposed = rng.random(works) < rate
    weight = 1 / (1 + rng.integers(0, 4, works) + exposed * rng.integers(1, 4, works))
    alone, beside = np.mean(1 / np.arange(1, 5)), np.mean([1 / (1 + a + b) for a in range(4) for b in range(1, 4)])
    truth = rate * beside / (rate * beside + (1 - rate) * alone)
    return covers(ratio(*summed(rng, np.column_stack([weight * exposed, weight]))), truth)


def top_share(rng: Rng, works: int, rate: float) -> bool:
    """Scores of which a third are shared ties of one half."""
    is_tie = rng.random(works) < 1 / 3
    scores = (rng.random(works) < rate) * np.where(is_tie, 0.5, 1.0)
    return covers(ratio(*summed(rng, np.column_stack([scores, np.ones(works)]))), rate * 5 / 6)


def concentration(rng: Rng, works: int, rate: float) -> bool:
    """One partner a work; the first has ``rate`` of them, eleven others fall off as 1/rank."""
    tail = 1 / np.arange(1, 12)
    p = np.concatenate([[rate], (1 - rate) * tail / tail.sum()])
    drawn = summed(rng, np.eye(p.size)[rng.choice(p.size, works, p=p)])
    return covers(hhi((drawn**2 - 2 * drawn).sum(axis=0), drawn.sum(axis=0)), float((p**2).sum()))


def links(rng: Rng, works: int, rate: float) -> Floats:
    """Bilateral works of a world of 5 × ``works`` links, of which x has a fifth and y a tenth where x is not."""
    with_x = rng.random(5 * works) < 0.2
    with_y = rng.random(5 * works) < np.where(with_x, rate, 0.1)
    return np.column_stack([with_x & with_y, with_x, with_y, np.ones(5 * works)])


def intensity(rng: Rng, works: int, rate: float) -> bool | None:
    joint, of_x, of_y, world = links(rng, works, rate).sum(axis=0)
    cells = (joint, of_x - joint, of_y - joint, world - of_x - of_y + joint)
    return covers_closed(katz(*(pl.lit(float(n)) for n in cells)), rate / 0.1)


def intensity_resampled(rng: Rng, works: int, rate: float) -> bool | None:
    drawn = links(rng, works, rate)
    return covers(ric(*summed(rng, drawn)), rate / 0.1) if drawn[:, 0].any() else None


def salton(rng: Rng, works: int, rate: float) -> bool | None:
    (joint, x, y, _), (c, n, m, _) = own_works(rng, works, rate)
    both, of_x, of_y = (pl.lit(float(count)) for count in (joint, x, y))
    interval = log_limits(both / (of_x * of_y).sqrt(), overlap_variance(both, of_x, of_y, 0.5))
    return covers_closed(interval, c / math.sqrt(n * m)) if joint else None


def jaccard(rng: Rng, works: int, rate: float) -> bool | None:
    (joint, x, y, _), (c, n, m, _) = own_works(rng, works, rate)
    return covers_closed(wilson(pl.lit(int(joint)), pl.lit(int(x + y - joint))), c / (n + m - c))


def own_works(rng: Rng, works: int, rate: float) -> tuple[Floats, Floats]:
    """Works of x and y, of which each has as many without any other unit, and what they are expected to be."""
    shared, expected = links(rng, works, rate).sum(axis=0), 5 * works * np.array([rate / 5, 0.2, rate / 5 + 0.08, 1])
    alone = np.array([0, *rng.poisson(works, 2), 0])
    return shared + alone, expected + np.array([0, works, works, 0])


def shared_index(rng: Rng, works: int, rate: float) -> bool | None:
    """NSF index; association strength is the same where every work has two units."""
    counts = links(rng, works, rate).sum(axis=0)
    return covers_ratio(counts, rate / (rate / 5 + 0.08)) if counts[0] else None


def teams(rng: Rng, works: int, rate: float) -> tuple[Floats, Floats]:
    """Works of two to eight units, x and y the likelier on a work the more it has: links of each, and as expected."""
    sizes = np.arange(2, 9)
    size = rng.choice(sizes, 5 * works)
    with_x = rng.random(size.size) < 0.04 * size
    with_y = rng.random(size.size) < np.where(with_x, rate * size / 5, 0.02 * size)
    drawn = np.column_stack([with_x & with_y, with_x * (size - 1), with_y * (size - 1), size * (size - 1) / 2])
    joint, of_x = 0.04 * sizes * rate * sizes / 5, 0.04 * sizes
    of_y = joint + (1 - of_x) * 0.02 * sizes
    return drawn, np.mean([joint, of_x * (sizes - 1), of_y * (sizes - 1), sizes * (sizes - 1) / 2], axis=1)


def strength_in_teams(rng: Rng, works: int, rate: float) -> bool | None:
    drawn, (joint, x, y, whole) = teams(rng, works, rate)
    return covers_ratio(drawn.sum(axis=0), joint * whole / (x * y)) if drawn[:, 0].any() else None


def strength_resampled(rng: Rng, works: int, rate: float) -> bool | None:
    drawn, (joint, x, y, whole) = teams(rng, works, rate)
    replicates = association_strength(*summed(rng, drawn))
    return covers(replicates, 2 * joint * whole / (x * y)) if drawn[:, 0].any() else None


def intensity_in_teams(rng: Rng, works: int, rate: float) -> bool | None:
    drawn, (joint, x, y, whole) = teams(rng, works, rate)
    a, b, c, world = drawn.sum(axis=0) - np.array([0, 1, 1, 0]) * drawn[:, 0].sum()
    cells = (pl.lit(float(n)) for n in (a, b, c, world - a - b - c))
    return covers_closed(katz(*cells), joint * (whole - x) / (x * (y - joint)))


def intensity_in_teams_resampled(rng: Rng, works: int, rate: float) -> bool | None:
    drawn, (joint, x, y, whole) = teams(rng, works, rate)
    truth = joint * (whole - x) / (x * (y - joint))
    return covers(ric(*summed(rng, drawn)), truth) if drawn[:, 0].any() else None


def covers_ratio(counts: Floats, truth: float) -> bool | None:
    """Of joint, x, y and the whole, by the delta method."""
    joint, x, y, whole = (pl.lit(float(count)) for count in counts)
    return covers_closed(log_limits(joint * whole / (x * y), overlap_variance(joint, x, y, 1) - 1 / whole), truth)


def change(rng: Rng, works: int, rate: float) -> bool | None:
    """Of exposed works from one window to the next, in which there are 1.3 times as many; on no base below ten."""
    before, after = rng.poisson(works * rate), rng.poisson(1.3 * works * rate)
    return covers_closed(relative_change(pl.lit(int(after)), pl.lit(int(before)))[1:], 0.3)


def standardised(rng: Rng, works: int, rate: float) -> bool | None:
    exposed, expected = exposures(rng, works, rate)
    return covers_closed(byar(pl.lit(int(exposed.sum())), pl.lit(float(expected.sum()))), 1.2)


def standardised_scaled(rng: Rng, works: int, rate: float) -> bool | None:
    exposed, expected = exposures(rng, works, rate)
    numbers = int(exposed.sum()), works, float(expected.sum())
    return covers_closed(scaled_wilson(*(pl.lit(number) for number in numbers)), 1.2)


def standardised_resampled(rng: Rng, works: int, rate: float) -> bool:
    return covers(ratio(*summed(rng, np.column_stack(exposures(rng, works, rate)))), 1.2)


def exposures(rng: Rng, works: int, rate: float) -> tuple[Floats, Floats]:
    """Twelve strata of technology and year; the unit is exposed 1.2 times as often as the world in each."""
    world = np.clip(rate * np.exp(rng.normal(0, 0.5, 12)), 0, 0.8)[rng.integers(0, 12, works)]
    return (rng.random(works) < 1.2 * world).astype(float), world


def mean_distance(rng: Rng, works: int, rate: float) -> bool:
    """Works at home, one in three in one place, and ``rate`` of them far away; km / 1000, lognormal each."""
    far, near = (np.exp(rng.normal(at, 0.6, works)) for at in (np.log(6), np.log(0.3)))
    km = np.where(rng.random(works) < rate, far, near * (rng.random(works) > 1 / 3))
    truth = np.exp(0.18) * (6 * rate + 0.3 * 2 / 3 * (1 - rate))
    return covers(ratio(*summed(rng, np.column_stack([km, np.ones(works)]))), truth)


def mean_citations(rng: Rng, works: int, rate: float) -> bool:
    """Citations over those expected, Poisson about a lognormal, 20 × ``rate`` expected; credit 1/k of the unit."""
    cited = rng.poisson(20 * rate * np.exp(rng.normal(-0.5, 1.0, works))) / (20 * rate)
    weight = 1 / (1 + rng.integers(0, 4, works))
    return covers(ratio(*summed(rng, np.column_stack([weight * cited, weight]))), 1.0)


def one_step(rng: Rng, works: int, rate: float) -> bool | None:
    """Works with 1 to 4 others, each of W with a chance that differs from work to work."""
    others = 1 + rng.integers(0, 4, works)
    found = rng.binomial(others, rng.beta(rate * 2, (1 - rate) * 2, works)) / others
    numbers = float(found.mean()), float(found.var()), works
    return covers_closed(effective_wilson(*(pl.lit(number) for number in numbers)), rate)


NUMBERS: dict[str, Callable[[Rng, int, float], bool | None]] = {
    "share, Wilson": share,
    "share, bootstrap": share_resampled,
    "lead of exposed works": lead,
    "fractional share": fractional,
    "PP(top 10 %) with ties": top_share,
    "mean distance": mean_distance,
    "MNCS, fractional": mean_citations,
    "HHI": concentration,
    "one step to W": one_step,
    "RIC, Katz": intensity,
    "RIC, bootstrap": intensity_resampled,
    "Salton": salton,
    "Jaccard, Wilson": jaccard,
    "NSF index, association strength": shared_index,
    "association strength, in teams": strength_in_teams,
    "association strength, bootstrap": strength_resampled,
    "RIC, in teams, Katz": intensity_in_teams,
    "RIC, in teams, bootstrap": intensity_in_teams_resampled,
    "change of counts": change,
    "SER, scaled Wilson": standardised_scaled,
    "SER, Byar": standardised,
    "SER, bootstrap": standardised_resampled,
}


def coverage(number: str, cells: int, draws: int, seed: int = 1) -> float:
    """In what share of ``draws`` of each of ``cells`` cells the interval of ``number`` covers the truth."""
    rng = np.random.default_rng(seed)
    every = [NUMBERS[number](rng, *cell) for cell in sizes_and_rates(rng, cells) for _ in range(draws)]
    return float(np.mean([covered for covered in every if covered is not None]))


def distance_from_closed_form(cells: int, seed: int = 2) -> Floats:
    """Both limits of each cell: how far the bootstrap of a share lies from the binomial's, in standard errors.

    The closed form steps by 1/n: half a step is no distance.
    """
    rng, found = np.random.default_rng(seed), []
    for works, rate in sizes_and_rates(rng, cells):
        k = min(works - 1, max(1, int(rng.binomial(works, rate))))
        drawn = ratio(*summed(rng, np.column_stack([np.arange(works) < k, np.ones(works)])))
        apart = limits(drawn.reshape(1, -1)) - stability_interval(np.array([k]), np.array([works]))
        error = _QUANTILE_ERROR * math.sqrt(k / works * (1 - k / works) / works)
        found.append(np.maximum(0, np.abs(apart[0]) - 0.5 / works) / error)
    return np.array(found)


if __name__ == "__main__":
    cells, draws = (int(given) for given in [*sys.argv[1:3], "2000", "5"][:2])
    for number in NUMBERS:
        print(f"{number:31} covers {coverage(number, cells, draws):.1%} of {cells} cells × {draws} draws", flush=True)
    apart = distance_from_closed_form(cells)
    print(
        f"share, bootstrap from closed form: {apart.mean():.2f} standard errors in the mean, {apart.max():.1f} at most"
    )
