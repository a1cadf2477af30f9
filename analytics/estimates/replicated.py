"""Numbers of methods §5 and §6 on replicate sums: arrays (cells, replicates) in, the number's replicates out.

What is not defined in a replicate (nothing to divide by) is NaN there and left out by `limits`.
"""

from __future__ import annotations

import numpy as np

from analytics.compiled import compiled
from analytics.estimates.bootstrap import Floats, Ints


def ratio(top: Floats, bottom: Floats) -> Floats:
    """Shares, fractional shares and other ratios of sums: Σ top / Σ bottom."""
    found = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=found, where=bottom > 0)
    return found


def hhi(pairs: Floats, links: Floats) -> Floats:
    """Concentration Σ n(n−1) / N(N−1); ``links`` is N, ``pairs`` Σ (n² − 2n) over partners, as `concentration` gives.

    Under Poisson weights n* has mean and variance n, so n*(n*−1) has mean n² and would sit above n(n−1) by n;
    n*² − 2n* has the mean n(n−1) and is taken instead, for N likewise.
    """
    return np.clip(ratio(pairs, links**2 - 2 * links), 0, 1)


def ric(joint: Floats, links_x: Floats, links_y: Floats, links_world: Floats) -> Floats:
    """C_xy (T − C_x) / (C_x (C_y − C_xy)) (Fuchs, Sivertsen & Rousseau 2021)."""
    return ratio(joint * (links_world - links_x), links_x * (links_y - joint))


def association_strength(joint: Floats, links_x: Floats, links_y: Floats, links_world: Floats) -> Floats:
    """C_xy · 2T / (C_x C_y) (van Eck & Waltman 2009)."""
    return ratio(2 * joint * links_world, links_x * links_y)


def ranks(values: Floats, lists: Ints) -> Floats:
    """The place, from the largest down, of each row of ``values`` (cells, replicates) among the rows of its list.

    Equal values share the best place; NaN has none.
    """
    found = np.full(values.shape, np.nan)
    for one in np.unique(lists):
        members = np.flatnonzero(lists == one)
        drawn = -np.ascontiguousarray(values[members].T)
        places = np.empty(drawn.shape)
        _places(drawn, np.argsort(drawn, axis=1), places)
        found[members] = places.T
    return found


@compiled
def _places(values: Floats, order: Ints, found: Floats) -> None:
    """The place, from the smallest up, of each value of a row, whose ``order`` is that of the row."""
    for row in range(values.shape[0]):
        place = 0
        for n in range(values.shape[1]):
            value = values[row, order[row, n]]
            if n == 0 or value != values[row, order[row, n - 1]]:
                place = n + 1
            found[row, order[row, n]] = np.nan if np.isnan(value) else place
