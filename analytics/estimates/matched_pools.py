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

    ``top10`` and ``ncs`` are the pool's, in its own order. A row nothing matches has ``size`` 0.
    """

    start: Ints
    size: Ints
    level: Ints
    top10: Floats
    ncs: Floats

    def mean(self, values: Floats) -> Floats:
        """The mean of ``values`` (the pool's) over the matches of every row; 0 where there are none."""
        total = np.concatenate([[0.0], np.cumsum(values)])
        result: Floats = (total[self.start + self.size] - total[self.start]) / np.maximum(self.size, 1)
        return result

    def else_from(self, other: Pools) -> Pools:
        """These matches, and those of ``other`` for rows without any."""
        is_empty, shift = self.size == 0, len(self.top10)
        return Pools(
            np.where(is_empty, other.start + shift, self.start),
            np.where(is_empty, other.size, self.size),
            np.where(is_empty, other.level, self.level),
            np.concatenate([self.top10, other.top10]),
            np.concatenate([self.ncs, other.ncs]),
        )


def match(rows: pl.DataFrame, pool: pl.DataFrame, floor: int) -> Pools:
    """The matches in ``pool`` of every one of ``rows``; both have the columns of `STRATUM`.

    ``pool`` has besides work_id, unit_id, top10 and ncs. With fewer than ``floor`` matches leadership is let go, then
    team size, then the year; where even the technology has fewer, those are taken. The order of ``pool`` is free.
    """
    pool = pool.sort([*STRATUM, "work_id", "unit_id"])
    places = pool.select(STRATUM).with_row_index("place")
    start, size, level = (np.zeros(rows.height, np.int64) for _ in range(3))
    for keys in range(1, len(STRATUM) + 1):
        on = STRATUM[:keys]
        groups = places.group_by(on).agg(start=pl.col("place").min().cast(pl.Int64), size=pl.len().cast(pl.Int64))
        found = rows.select(on).join(groups, on=on, how="left", maintain_order="left")
        found_size = found["size"].fill_null(0).to_numpy()
        is_better = (found_size >= floor) | ((keys == 1) & (found_size > 0))
        start[is_better] = found["start"].fill_null(0).to_numpy()[is_better]
        size[is_better], level[is_better] = found_size[is_better], keys
    # One work that nothing points to, so that an empty pool can be read from all the same.
    top10, ncs = (np.append(pool[name].to_numpy(), 0.0) for name in ("top10", "ncs"))
    return Pools(start, size, level, top10, ncs)
