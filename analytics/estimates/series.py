"""Series of works by year, resampled: what any window of years sums to in every replicate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import REPLICATES, Floats, Ints, running_sums
from analytics.estimates.limits import limits

_YEARS = 10_000
BLOCK = 64
"""Cells whose replicates are held at a time: half a MB for each series, which a processor keeps near."""
SLOTS = 12_000
"""Years of series whose sums are held at a time: 96 MB of replicates."""


@dataclass(frozen=True)
class Span:
    """For each of some cells the running ``totals`` before its window (row ``start``) and at its end (row ``end``)."""

    totals: Floats
    start: Ints
    end: Ints

    def sums(self, block: slice) -> Floats:
        """Sums over the windows of the cells of ``block``: (cells, replicates)."""
        return self.totals[self.end[block]] - self.totals[self.start[block]]


@dataclass(frozen=True)
class Resampled:
    """``keys``: series and year of each slot, ascending; ``totals``: (slots + 1, replicates), sums of slots before."""

    keys: Ints
    totals: Floats

    def span(self, cells: pl.DataFrame, series: str) -> Span:
        """Where the years of the window of each cell lie; ``series`` names the column with the series' number."""
        number, first, last = (cells[name].cast(pl.Int64).to_numpy() for name in (series, "first_year", "last_year"))
        start = np.searchsorted(self.keys, number * _YEARS + first, "left")
        return Span(self.totals, start, np.searchsorted(self.keys, number * _YEARS + last, "right"))


def limits_of(number: Callable[..., Floats], *spans: Span) -> Floats:
    """95 % limits of ``number`` of the sums over ``spans``, cell by cell: (cells, 2)."""
    blocks = (slice(at, at + BLOCK) for at in range(0, spans[0].start.size, BLOCK))
    found = [limits(number(*(span.sums(block) for span in spans))) for block in blocks]
    return np.concatenate([np.empty((0, 2)), *found])


def resampled(rows: pl.DataFrame, replicates: int = REPLICATES, first: int = 0) -> Resampled:
    """The series of ``rows`` (series, year, hash, value): one row a work, or part of it, in a series."""
    keys = rows.select(pl.col("series").cast(pl.Int64) * _YEARS + pl.col("year").cast(pl.Int64)).to_series()
    slots = keys.unique().sort()
    if slots.is_empty():
        return Resampled(np.empty(0, np.int64), np.zeros((1, replicates)))
    place = np.searchsorted(slots.to_numpy(), keys.to_numpy())
    totals = running_sums(place, rows["hash"].to_numpy(), rows["value"].to_numpy(), slots.len(), replicates, first)
    return Resampled(slots.to_numpy(), totals)


def portions(cells: pl.DataFrame, group: str, series: pl.Expr) -> Iterator[pl.DataFrame]:
    """``cells``, sorted by ``group``, cut between groups so that the sums fit; ``series`` counts those of a group."""
    span = pl.col("last_year").max() - pl.col("first_year").min() + 1
    slots = cells.group_by(group, maintain_order=True).agg(slots=span * series, rows=pl.len())
    number = (slots["slots"].cum_sum() // SLOTS).alias("portion")
    for size in slots.with_columns(number).group_by("portion", maintain_order=True).agg(pl.col("rows").sum())["rows"]:
        yield cells[:size]
        cells = cells[size:]
