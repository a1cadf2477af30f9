"""Cells of exposure that are resampled, and their exposed works."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from analytics.estimates.bootstrap import FEWEST_WORKS
from analytics.estimates.est_exposure import CELL
from analytics.estimates.unit_rows import SCOPE, UNIT, numbered

KIND = ("profile_id", "variant")
SAME = ("group", "kind_no", "first_year", "last_year")
"""Cells that agree in these are the same works, exposed alike: they are estimated once."""

Batches = Iterable[pl.DataFrame]


def resampled_cells(ind_exposed_cell: Batches, small: int) -> pl.DataFrame:
    """The cells with at least ten works (or `small_cell`), with the number of their unit and scope."""
    is_asked = pl.col("works") >= max(small, FEWEST_WORKS)
    wanted = (*CELL, "first_year", "works", "exposed_works", "unit_hk_mo")
    cells = pl.concat([batch.filter(is_asked).select(wanted) for batch in ind_exposed_cell])
    return cells.join(numbered(cells, (*UNIT, *SCOPE), "group"), on=(*UNIT, *SCOPE))


def exposed_rows(ind_work_counterpart: Batches, works: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """One row per exposed work and kind of exposure: kind_no, KIND, work_no, mass (credit of W on the work).

    Kinds with the same works and the same credit on them have one kind_no.
    """
    ids, kinds = works.select("work_id", "work_no"), cells.select(KIND).unique()
    rows = [
        batch.join(kinds, on=KIND).join(ids, on="work_id").select(*KIND, "work_no", mass="weight")
        for batch in ind_work_counterpart
    ]
    marks = pl.concat(rows).group_by(*KIND, "work_no").agg(pl.col("mass").sum().cast(pl.Float64))
    whole = marks.sort(*KIND, "work_no").group_by(KIND, maintain_order=True).agg("work_no", "mass")
    numbers = whole.select(*KIND, kind_no=pl.struct("work_no", "mass").rank("dense").cast(pl.Int64))
    return marks.join(numbers, on=KIND)
