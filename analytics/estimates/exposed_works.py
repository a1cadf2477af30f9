"""Cells of exposure that are resampled, and their exposed works."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import FEWEST_WORKS, Floats
from analytics.estimates.est_exposure import CELL
from analytics.estimates.unit_rows import grouped
from analytics.estimates.works import Works

KIND = ("profile_id", "variant")
SAME = ("group", "kind_no", "first_year", "last_year")
"""Cells that agree in these are the same works, exposed alike: they are estimated once."""

Batches = Iterable[pl.DataFrame]


def resampled_cells(ind_exposed_cell: Batches, is_asked: pl.Expr, small: int, with_years: bool = False) -> pl.DataFrame:
    """The cells with at least ten works (or `small_cell`) that are asked for, `grouped`, without their kind_no.

    Single years are left out unless they are asked for.
    """
    is_large = (pl.col("works") >= max(small, FEWEST_WORKS)) & (pl.lit(with_years) | (pl.col("window_years") != 1))
    wanted = (*CELL, "first_year", "works", "exposed_works", "unit_hk_mo")
    return grouped(pl.concat([batch.filter(is_large & is_asked).select(wanted) for batch in ind_exposed_cell]))


def exposed_rows(ind_work_counterpart: Batches, works: Works, cells: pl.DataFrame) -> tuple[pl.DataFrame, Floats]:
    """``cells`` with the number of their kind, sorted by SAME, and the credit of W on each work by kind_no.

    The credit is an array (works, kinds), NaN where a work is not exposed. Kinds with the same works and the same
    credit on them have one kind_no.
    """
    kinds = cells.select(KIND).unique().sort(KIND).with_row_index("kind_no")
    found = (works.numbered(batch.join(kinds, on=KIND)) for batch in ind_work_counterpart)
    rows = [batch.select("kind_no", "work_no", "weight") for batch in found]
    marks = pl.concat(rows).group_by("kind_no", "work_no").agg(pl.col("weight").sum().cast(pl.Float64))
    credit = np.full((works.hash.size, kinds.height), np.nan)
    credit[marks["work_no"].to_numpy(), marks["kind_no"].to_numpy()] = marks["weight"].to_numpy()
    kept: list[int] = []
    number = [_same(credit, kept, kind) for kind in range(kinds.height)]
    kinds = kinds.with_columns(kind_no=pl.Series(number, dtype=pl.Int64))
    return cells.join(kinds, on=KIND).sort(*SAME, *KIND), credit[:, kept]


def _same(credit: Floats, kept: list[int], kind: int) -> int:
    """The place in ``kept``, lengthened where there is none, of the kind with the credit of ``kind``."""
    is_same = (np.array_equal(credit[:, had], credit[:, kind], equal_nan=True) for had in kept)
    found = next((place for place, same in enumerate(is_same) if same), len(kept))
    if found == len(kept):
        kept.append(kind)
    return found
