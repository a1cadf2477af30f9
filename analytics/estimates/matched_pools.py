"""Which works a joint work is matched with: without W, of the same technology, year, team size and leadership."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from analytics.estimates.draws import Floats, Ints

STRATUM = ["technology_id", "publication_year", "team_size_band", "is_leading"]


@dataclass(frozen=True)
class Pools:
    """Where in the pool of every row its matches lie: rows ``start`` to ``start + size``, matched on ``level`` keys.

    ``values`` are the pool's top 10 % score and citations, (pool, 2). A row nothing matches has ``size`` 0.
    """

    start: Ints
    size: Ints
    level: Ints
    values: Floats

    def mean(self) -> Floats:
        """The mean of both values over the matches of every row, (rows, 2); 0 where there are none."""
        total = np.concatenate([np.zeros((1, 2)), np.cumsum(self.values, axis=0)])
        result: Floats = (total[self.start + self.size] - total[self.start]) / np.maximum(self.size, 1)[:, None]
        return result


def strata(works: pl.DataFrame) -> tuple[Ints, list[int]]:
    """The number of the stratum of every work, and what to divide it by for that of the first key, two, three, all."""
    number, widths = np.zeros(works.height, np.int64), []
    for name in STRATUM:
        value = works[name].to_physical().cast(pl.Int64).to_numpy()
        value = value - value.min(initial=0 if value.size == 0 else value[0])
        widths.append(int(value.max(initial=0)) + 1)
        number = number * widths[-1] + value
    return number, [int(np.prod(widths[keys:])) for keys in range(1, len(STRATUM) + 1)]


def match(rows: Ints, pool: Ints, values: Floats, divisors: list[int], floor: int) -> Pools:
    """The matches of every one of ``rows`` in a pool: of both the `strata`, those of the ``pool`` ascending.

    With fewer than ``floor`` matches leadership is let go, then team size, then the year; where even the technology
    has fewer, those are taken.
    """
    start, size, level = (np.zeros(rows.size, np.int64) for _ in range(3))
    for keys, divisor in enumerate(divisors, 1):
        sought = rows // divisor
        sizes = np.bincount(pool // divisor, minlength=sought.max(initial=0) + 1)
        found = sizes[sought]
        is_better = (found >= floor) | ((keys == 1) & (found > 0))
        start[is_better] = (np.cumsum(sizes) - sizes)[sought][is_better]
        size[is_better], level[is_better] = found[is_better], keys
    # One work that nothing points to, so that an empty pool can be read from all the same.
    return Pools(start, size, level, np.concatenate([values, np.zeros((1, 2))]))
