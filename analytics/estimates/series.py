"""Series of works by year, resampled: what any window of years sums to in every replicate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl

from analytics.compiled import compiled
from analytics.estimates.bootstrap import REPLICATES, Floats, Hashes, Ints, running_sums
from analytics.estimates.limits import limits

YEARS = 10_000
WINDOW = ("group", "first_year", "last_year")
BLOCK = 128
"""Cells whose replicates are held at a time: 1 MB, which a processor keeps near."""
ROOM = 512
"""Years of series whose sums are held at a time, unless one group has more: 4 MB of replicates."""

Span = tuple[Ints, Ints]


@dataclass(frozen=True)
class Series:
    """Works of groups: by row its ``key``, group × YEARS + year, ascending; the work's ``hash``; ``values`` (rows, n).

    Values are what is summed: a row each of what the work counts for.
    """

    key: Ints
    hash: Hashes
    values: Floats


@dataclass(frozen=True)
class Resampled:
    """``slots``: the keys that occur, ascending; ``totals``: (values, slots + 1, replicates), sums of slots before."""

    slots: Ints
    totals: Floats

    def span(self, group: Ints, first_year: Ints, last_year: Ints) -> Span:
        """Between which rows of ``totals`` windows of groups lie: their difference is the sum."""
        start = np.searchsorted(self.slots, group * YEARS + first_year, "left")
        return start, np.searchsorted(self.slots, group * YEARS + last_year, "right")

    def sums(self, span: Span, cells: Ints, value: int = 0) -> Floats:
        """Sums of one of the values over the windows of some cells: (cells, replicates)."""
        found: Floats = self.totals[value, span[1][cells]] - self.totals[value, span[0][cells]]
        return found

    def of(self, group: Ints) -> slice:
        """Those of the cells, whose groups are given in their order, that are of the groups here."""
        return slice(*np.searchsorted(group, [self.slots[0] // YEARS, self.slots[-1] // YEARS + 1]))


def resampled(series: Series, replicates: int = REPLICATES, first: int = 0) -> Resampled:
    """All of ``series`` at once, in some of the replicates."""
    is_new = np.diff(series.key, prepend=-1) != 0
    slots, place = series.key[is_new], np.cumsum(is_new) - 1
    totals = running_sums(place, series.hash, series.values, slots.size, replicates, first)
    return Resampled(slots, totals)


def portions(series: Series) -> Iterator[Resampled]:
    """The groups of ``series`` in turn, as many at a time as fit."""
    begins = np.flatnonzero(np.diff(series.key, prepend=-1))
    slots = series.key[begins]
    firsts = np.flatnonzero(np.diff(slots // YEARS, prepend=-1))
    portion = firsts * series.values.shape[1] // ROOM
    ends = [*begins[firsts[np.diff(portion, prepend=-1) > 0]].tolist(), series.key.size]
    for start, end in pairwise(ends):
        yield resampled(Series(series.key[start:end], series.hash[start:end], series.values[start:end]))


def window_limits(series: Series, cells: pl.DataFrame, top: Ints, bottom: Ints) -> Floats:
    """95 % limits of numbers of the window of each cell: an array (cells, numbers, 2).

    ``cells`` have group, first_year and last_year, sorted by group; ``top`` and ``bottom`` (cells, numbers) say which
    values' sums are divided, a bottom of −1 leaves the sum itself. Not defined, NaN: bottom 0 in every replicate.
    """
    group, first_year, last_year = (cells[name].cast(pl.Int64).to_numpy() for name in WINDOW)
    # A group without any works sums to 0.
    found = np.repeat(np.where(bottom < 0, 0.0, np.nan)[..., None], 2, axis=-1)
    for drawn in portions(series):
        asked = drawn.of(group)
        start, end = drawn.span(group[asked], first_year[asked], last_year[asked])
        found[asked] = _limits(drawn.totals, start, end, top[asked], bottom[asked])
    return found


def blocks(rows: int) -> Iterator[slice]:
    """Slices of BLOCK of ``rows`` rows."""
    return (slice(at, min(at + BLOCK, rows)) for at in range(0, rows, BLOCK))


def _limits(totals: Floats, start: Ints, end: Ints, top: Ints, bottom: Ints) -> Floats:
    """Limits of windows of one portion; windows with the same years of works are resampled once."""
    shape = (totals.shape[1], totals.shape[1], totals.shape[0], totals.shape[0] + 1)
    asked = np.ravel_multi_index((*np.broadcast_arrays(start[:, None], end[:, None]), top, bottom + 1), shape)
    unique, again = np.unique(asked, return_inverse=True)
    starts, ends, tops, bottoms = (part.astype(np.int64) for part in np.unravel_index(unique, shape))
    found, room = np.empty((unique.size, 2)), np.empty((BLOCK, totals.shape[2]))
    for block in blocks(unique.size):
        into = room[: block.stop - block.start]
        _divide(totals, starts[block], ends[block], tops[block], bottoms[block], into)
        found[block] = limits(into)
    return found[again.reshape(asked.shape)]


@compiled
def _divide(totals: Floats, start: Ints, end: Ints, top: Ints, bottom: Ints, found: Floats) -> None:
    """Of each window the sum of a value over that of another, numbered from 1 as 0 is the sum itself."""
    for cell in range(start.size):
        before, after, into = totals[top[cell], start[cell]], totals[top[cell], end[cell]], found[cell]
        for replicate in range(into.size):
            into[replicate] = after[replicate] - before[replicate]
        if bottom[cell] > 0:
            before, after = totals[bottom[cell] - 1, start[cell]], totals[bottom[cell] - 1, end[cell]]
            for replicate in range(into.size):
                below = after[replicate] - before[replicate]
                into[replicate] = into[replicate] / below if below > 0 else np.nan
