"""From replicates to a 95 % interval: the order statistics at 2.5 and 97.5 %."""

from __future__ import annotations

import numpy as np

from analytics.estimates.bootstrap import Floats


def limits(replicates: Floats) -> Floats:
    """Lower and upper limit of each row of ``replicates`` (cells, replicates): an array (cells, 2).

    The limits are the smallest replicates with at least 2.5 and 97.5 % of all at or below them; replicates that are not
    defined (NaN) are left out, and a row without any gives NaN.
    """
    ordered = np.sort(replicates, axis=1)
    known = np.full(ordered.shape[0], ordered.shape[1])
    is_partly = np.isnan(ordered[:, -1])  # NaN is last
    known[is_partly] -= np.isnan(ordered[is_partly]).sum(axis=1)
    # 1/40 and 39/40 in whole numbers: 0.025 × 1000 is not exactly 25. Rank −1 of nothing is NaN.
    ranks = np.column_stack([(known + 39) // 40 - 1, (39 * known + 39) // 40 - 1])
    return np.take_along_axis(ordered, ranks, axis=1)
