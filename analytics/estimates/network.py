"""Walks on the network of institutions, straight on the lists of who is on which work: its edges are never stored.

A network is (`ends`, `members`, `degree`): the institutions of work p are ``members[ends[p]:ends[p + 1]]``, at least
two and each once; ``degree`` counts the works of each institution. A work of n institutions links each pair with
1/(n−1) (Perianes-Rodriguez, Waltman & van Eck 2016, arXiv:1607.02452), so an institution's links sum to its degree.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from analytics.compiled import compiled
from analytics.estimates.bootstrap import Floats, Ints

_STREAM = np.uint64(0x9E3779B97F4A7C15)
_MANY_DRAWS = np.uint64(0xBF58476D1CE4E5B9)
_OTHER_DRAWS = np.uint64(0x94D049BB133111EB)
_TIE = 1e-7


@compiled
def stepped(ends: Ints, members: Ints, degree: Ints, h: Floats, is_squared: bool = False) -> Floats:
    """P·h for each column of ``h`` (institutions, columns): the mean of ``h`` over one step from each institution.

    It is the mean over the institution's works of that of the others on each; of its square where ``is_squared``.
    """
    found = np.zeros_like(h)
    total = np.empty(h.shape[1])
    for work in range(ends.size - 1):
        first, last = ends[work], ends[work + 1]
        total[:] = 0.0
        for slot in range(first, last):
            for column in range(total.size):
                total[column] += h[members[slot], column]
        for slot in range(first, last):
            i = members[slot]
            for column in range(total.size):
                mean = (total[column] - h[i, column]) / (last - first - 1)
                found[i, column] += mean * mean if is_squared else mean
    for i in range(degree.size):
        if degree[i] > 0:
            found[i] /= degree[i]
    return found


def step_spread(ends: Ints, members: Ints, degree: Ints, h: Floats, mean: Floats) -> Floats:
    """The variance over an institution's works of what `stepped` takes the mean of, which is ``mean``."""
    return np.maximum(stepped(ends, members, degree, h, True) - mean**2, 0)


@compiled
def walked(
    ends: Ints, members: Ints, degree: Ints, seeds: Floats, alpha: float, start: Floats, within: float
) -> Floats:
    """h = (1−α)(I−αP)⁻¹·seeds by h ← (1−α)·seeds + α·P·h from ``start``, until no value is farther off than ``within``.

    h of i is the chance that a walk from i, going on with chance α after each step, ends in the seed set. Each step is
    carried beyond by Chebyshev's weights, as αP has its eigenvalues between −α and α: a quarter of the steps is enough
    (Golub & Varga 1961, doi:10.1007/BF01386013).
    """
    h, before, reach = start.copy(), start.copy(), 1.0
    while True:
        new = stepped(ends, members, degree, h)
        moved = 0.0
        for i in range(h.shape[0]):
            for column in range(h.shape[1]):
                new[i, column] = (1 - alpha) * seeds[i, column] + alpha * new[i, column]
                moved = max(moved, abs(new[i, column] - h[i, column]))
        if moved * alpha <= within * (1 - alpha):
            return new
        h, before = before + reach * (new - before), h
        reach = 1 / (1 - alpha * alpha * reach / (2 if reach == 1 else 4))


@compiled
def indirect(ends: Ints, members: Ints, degree: Ints, seeds: Floats, alpha: float, h: Floats) -> Floats:
    """h without its part of one step, h − (1−α)·α·P·seeds; meant for institutions outside the seed set."""
    return h - (1 - alpha) * alpha * stepped(ends, members, degree, seeds)


@compiled
def rewire(ends: Ints, members: Ints, work_of: Ints, strata: Ints, rounds: int, state: NDArray[np.uint64]) -> None:
    """Swap members between works of one stratum, in place: every work keeps its size, every institution its degree.

    Slots of stratum s are ``strata[s]`` to ``strata[s + 1]``. A swap that would put an institution twice on a work is
    not made but counts as a step, so that all such networks are equally likely in the end; ``rounds`` steps a slot.
    """
    for s in range(strata.size - 1):
        first, size = strata[s], strata[s + 1] - strata[s]
        for _ in range(rounds * size):
            a = first + int(_uniform(state) * size)
            b = first + int(_uniform(state) * size)
            one, other = members[a], members[b]
            p, q = work_of[a], work_of[b]
            if p != q and one != other and not _is_on(ends, members, p, other) and not _is_on(ends, members, q, one):
                members[a], members[b] = other, one


@compiled
def null_draws(
    ends: Ints,
    members: Ints,
    degree: Ints,
    work_of: Ints,
    strata: Ints,
    seeds: Floats,
    alpha: float,
    observed: Floats,
    start: Floats,
    draws: int,
    seed: np.uint64,
) -> tuple[Floats, Floats]:
    """z-score and percentile (0..1) of ``observed`` among ``draws`` rewired networks; z is NaN where none differs.

    ``members`` is left rewired. ``start`` is any guess of h, the observed one being near.
    """
    state = np.array([seed], dtype=np.uint64)
    rewire(ends, members, work_of, strata, 20, state)
    total, squares, below = np.zeros_like(observed), np.zeros_like(observed), np.zeros_like(observed)
    h = start
    for _ in range(draws):
        rewire(ends, members, work_of, strata, 4, state)
        h = walked(ends, members, degree, seeds, alpha, h, _TIE / 10)
        drawn = indirect(ends, members, degree, seeds, alpha, h)
        for i in range(observed.shape[0]):
            for column in range(observed.shape[1]):
                apart = drawn[i, column] - observed[i, column]
                total[i, column] += apart
                squares[i, column] += apart * apart
                below[i, column] += 1.0 if apart < -_TIE else 0.5 if apart <= _TIE else 0.0
    for i in range(observed.shape[0]):
        for column in range(observed.shape[1]):
            mean = total[i, column] / draws
            variance = (squares[i, column] - draws * mean * mean) / (draws - 1)
            total[i, column] = -mean / math.sqrt(variance) if variance > _TIE * _TIE else np.nan
            below[i, column] /= draws
    return total, below


@compiled
def _uniform(state: NDArray[np.uint64]) -> float:
    """The next number of splitmix64 (Steele, Lea & Flood 2014, doi:10.1145/2714064.2660195), in [0, 1)."""
    state[0] += _STREAM
    x = state[0]
    x = (x ^ (x >> np.uint64(30))) * _MANY_DRAWS
    x = (x ^ (x >> np.uint64(27))) * _OTHER_DRAWS
    x = x ^ (x >> np.uint64(31))
    return float(x >> np.uint64(11)) * 2.0**-53


@compiled
def _is_on(ends: Ints, members: Ints, work: int, institution: int) -> bool:
    for slot in range(ends[work], ends[work + 1]):  # noqa: SIM110 - compiled, where any() is not
        if members[slot] == institution:
            return True
    return False
