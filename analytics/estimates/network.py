"""Walks on the network of institutions, straight on the lists of who is on which work: its edges are never stored.

A network is (`ends`, `members`, `degree`): the institutions of work p are ``members[ends[p]:ends[p + 1]]``, at least
two and each once; ``degree`` counts the works of each institution. A work of n institutions links each pair with
1/(n−1) (Perianes-Rodriguez, Waltman & van Eck 2016, arXiv:1607.02452), so an institution's links sum to its degree.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analytics.compiled import compiled
from analytics.estimates.bootstrap import Floats, Ints

_STREAM, _TWICE = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x3C6EF372FE94F82A)
_MANY_DRAWS = np.uint64(0xBF58476D1CE4E5B9)
_OTHER_DRAWS = np.uint64(0x94D049BB133111EB)
_TIE = 1e-7


def stepped(ends: Ints, members: Ints, degree: Ints, h: Floats, is_squared: bool = False) -> Floats:
    """P·h for each column of ``h`` (institutions, columns): the mean of ``h`` over one step from each institution.

    It is the mean over the institution's works of that of the others on each; of its square where ``is_squared``.
    """
    return _columns(_step(ends, members, degree, _fours(h), is_squared), h.shape[1])


def step_spread(ends: Ints, members: Ints, degree: Ints, h: Floats, mean: Floats) -> Floats:
    """The variance over an institution's works of what `stepped` takes the mean of, which is ``mean``."""
    return np.maximum(stepped(ends, members, degree, h, True) - mean**2, 0)


def walked(
    ends: Ints, members: Ints, degree: Ints, seeds: Floats, alpha: float, start: Floats, within: float
) -> Floats:
    """h = (1−α)(I−αP)⁻¹·seeds by h ← (1−α)·seeds + α·P·h from ``start``, until no value is farther off than ``within``.

    h of i is the chance that a walk from i, going on with chance α after each step, ends in the seed set. Each step is
    carried beyond by Chebyshev's weights, as αP has its eigenvalues between −α and α: a quarter of the steps is enough
    (Golub & Varga 1961, doi:10.1007/BF01386013).
    """
    found = _walk(ends, members, degree, _fours((1 - alpha) * seeds), alpha, _fours(start), within)
    return _columns(found, seeds.shape[1])


def indirect(ends: Ints, members: Ints, degree: Ints, seeds: Floats, alpha: float, h: Floats) -> Floats:
    """h without its part of one step, h − (1−α)·α·P·seeds; meant for institutions outside the seed set."""
    return h - (1 - alpha) * alpha * stepped(ends, members, degree, seeds)


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
        apart = indirect(ends, members, degree, seeds, alpha, h) - observed
        total += apart
        squares += apart * apart
        below += np.where(apart < -_TIE, 1.0, np.where(apart <= _TIE, 0.5, 0.0))
    mean = total / draws
    variance = (squares - draws * mean * mean) / (draws - 1)
    is_varied = variance > _TIE * _TIE
    return np.where(is_varied, -mean / np.sqrt(np.where(is_varied, variance, 1)), np.nan), below / draws


@compiled
def rewire(ends: Ints, members: Ints, work_of: Ints, strata: Ints, rounds: int, state: NDArray[np.uint64]) -> None:
    """Swap members between works of one stratum, in place: every work keeps its size, every institution its degree.

    Slots of stratum s are ``strata[s]`` to ``strata[s + 1]``. A swap that would put an institution twice on a work is
    not made but counts as a step, so that all such networks are equally likely in the end; ``rounds`` steps a slot.
    """
    x = state[0]
    for s in range(strata.size - 1):
        first, size = strata[s], strata[s + 1] - strata[s]
        for _ in range(rounds * size):
            a = first + int(_uniform(x + _STREAM) * size)
            b = first + int(_uniform(x + _TWICE) * size)
            x += _TWICE
            one, other = members[a], members[b]
            p, q = work_of[a], work_of[b]
            if p != q and one != other and not _is_on(ends, members, p, other) and not _is_on(ends, members, q, one):
                members[a], members[b] = other, one
    state[0] = x


@compiled
def _uniform(x: np.uint64) -> float:
    """The number in [0, 1) of a state of splitmix64 (Steele, Lea & Flood 2014, doi:10.1145/2714064.2660195)."""
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


def _fours(columns: Floats) -> Floats:
    """Of (institutions, columns) four columns after four, (fours, institutions, 4): a processor adds four at once.

    The last four are filled up with zeros.
    """
    found = np.zeros((columns.shape[0], -(-columns.shape[1] // 4) * 4))
    found[:, : columns.shape[1]] = columns
    return np.ascontiguousarray(found.reshape(columns.shape[0], -1, 4).swapaxes(0, 1))


def _columns(fours: Floats, number: int) -> Floats:
    """The ``number`` columns behind `_fours`."""
    found: Floats = np.ascontiguousarray(fours.swapaxes(0, 1).reshape(fours.shape[1], -1)[:, :number])
    return found


@compiled
def _step(ends: Ints, members: Ints, degree: Ints, fours: Floats, is_squared: bool) -> Floats:
    found = np.zeros(fours.shape)
    for four in range(fours.shape[0]):
        of, into = fours[four], found[four]
        for work in range(ends.size - 1):
            first, last = ends[work], ends[work + 1]
            a = b = c = d = 0.0
            for slot in range(first, last):
                h = of[members[slot]]
                a, b, c, d = a + h[0], b + h[1], c + h[2], d + h[3]
            others = float(last - first - 1)
            for slot in range(first, last):
                h, mean = of[members[slot]], into[members[slot]]
                e, f, g, i = (a - h[0]) / others, (b - h[1]) / others, (c - h[2]) / others, (d - h[3]) / others
                if is_squared:
                    e, f, g, i = e * e, f * f, g * g, i * i
                mean[0] += e
                mean[1] += f
                mean[2] += g
                mean[3] += i
        for institution in range(degree.size):
            for column in range(4):
                if degree[institution] > 0:
                    into[institution, column] /= degree[institution]
    return found


@compiled
def _walk(ends: Ints, members: Ints, degree: Ints, ended: Floats, alpha: float, h: Floats, within: float) -> Floats:
    """`walked`, all arrays as `_fours`; ``ended`` is what ends where it is, (1−α)·seeds."""
    before, reach = h, 1.0
    while True:
        new, beyond, moved = _step(ends, members, degree, h, False), np.empty(h.shape), 0.0
        for at in np.ndindex(h.shape):
            new[at] = ended[at] + alpha * new[at]
            moved = max(moved, float(abs(new[at] - h[at])))
            beyond[at] = before[at] + reach * (new[at] - before[at])
        if moved * alpha <= within * (1 - alpha):
            return new
        h, before = beyond, h
        reach = 1 / (1 - alpha * alpha * reach / (2 if reach == 1 else 4))
