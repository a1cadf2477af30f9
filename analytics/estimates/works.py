"""Works by number: ids are read once, and looked up by their hash."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analytics.compiled import compiled
from analytics.estimates.bootstrap import Hashes, Ints, work_hashes


@dataclass(frozen=True)
class Works:
    """A work's number is its place here: ``hash`` ascends, ``year`` goes with it.

    ``starts`` says where the hashes with the same first bits begin, by those bits: so one is found in a step or two.
    """

    hash: Hashes
    year: Ints
    starts: Ints

    def numbered(self, rows: pl.DataFrame) -> pl.DataFrame:
        """``rows`` with the work_no of their work_id; those of other works are left out."""
        found = np.empty(rows.height, np.int32)
        _find(self.hash, self.starts, np.uint64(_shift(self.starts.size - 1)), work_hashes(rows["work_id"]), found)
        return rows.with_columns(pl.Series("work_no", found)).filter(pl.col("work_no") >= 0)


def work_table(stg_work_year: Iterable[pl.DataFrame]) -> Works:
    """Every work with its year and hash."""
    parts = [(work_hashes(batch["work_id"]), batch["publication_year"].cast(pl.Int64)) for batch in stg_work_year]
    hashes, year = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.argsort(hashes)
    hashes, year = hashes[order], year[order]
    if (hashes[1:] == hashes[:-1]).any():
        raise ValueError("Two works share a 64-bit hash, which tells works apart.")
    bits = max(1, int(hashes.size).bit_length())
    first = np.arange(2**bits, dtype=np.uint64) << np.uint64(64 - bits)
    return Works(hashes, year, np.append(np.searchsorted(hashes, first), hashes.size))


def _shift(starts: int) -> int:
    return 65 - starts.bit_length()


@compiled
def _find(hashes: Hashes, starts: Ints, shift: np.uint64, wanted: Hashes, found: NDArray[np.int32]) -> None:
    for row in range(wanted.size):
        first = wanted[row] >> shift
        found[row] = -1
        for place in range(starts[first], starts[first + np.uint64(1)]):
            if hashes[place] == wanted[row]:
                found[row] = place
