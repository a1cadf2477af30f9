"""Numbers of methods §5 and §6 on replicate sums: arrays (cells, replicates) in, the number's replicates out.

What is not defined in a replicate (nothing to divide by) is NaN there and left out by `limits`.
"""

from __future__ import annotations

import numpy as np

from analytics.estimates.bootstrap import Floats


def ratio(top: Floats, bottom: Floats) -> Floats:
    """Shares, fractional shares and other ratios of sums: Σ top / Σ bottom."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(bottom > 0, top / bottom, np.nan)


def hhi(partners: Floats) -> Floats:
    """Concentration Σ n(n−1) / N(N−1) of one cell; ``partners`` holds a row a partner, the result (replicates,).

    Under Poisson weights n* has mean and variance n, so n*(n*−1) has mean n² and would sit above n(n−1) by n;
    n*² − 2n* has the mean n(n−1) and is taken instead, for N likewise.
    """
    total = partners.sum(axis=0)
    return np.clip(ratio((partners**2 - 2 * partners).sum(axis=0), total**2 - 2 * total), 0, 1)


def ric(joint: Floats, links_x: Floats, links_y: Floats, links_world: Floats) -> Floats:
    """C_xy (T − C_x) / (C_x (C_y − C_xy)) (Fuchs, Sivertsen & Rousseau 2021)."""
    return ratio(joint * (links_world - links_x), links_x * (links_y - joint))
