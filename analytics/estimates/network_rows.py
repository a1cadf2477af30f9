"""The network of institutions in a window of years: which works it holds, and as arrays for the walks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import Floats, Ints
from analytics.estimates.works import Works

Batches = Iterable[pl.DataFrame]


@dataclass(frozen=True)
class Network:
    """Arrays as `analytics.estimates.network` takes them; ``institutions`` are the ids behind the numbers."""

    institutions: pl.Series
    ends: Ints
    members: Ints
    degree: Ints
    work_of: Ints
    strata: Ints

    def indicator(self, wanted: pl.Series) -> Floats:
        """1 for institutions among ``wanted``, 0 for others."""
        return self.institutions.is_in(wanted.implode()).cast(pl.Float64).to_numpy()


def joint_works(ind_work_unit: Batches, works: Works) -> pl.DataFrame:
    """work_no, work_id, year, institution_id: those of ``works`` with at least two known institutions."""
    is_known = (pl.col("unit_kind") == "institution") & (pl.col("unit_id") != "unknown")
    found = (works.numbered(batch.filter(is_known)) for batch in ind_work_unit)
    rows = pl.concat([batch.select("work_no", "work_id", institution_id="unit_id") for batch in found])
    rows = rows.filter(rows["work_no"].is_duplicated())
    return rows.with_columns(pl.Series("year", works.year[rows["work_no"].to_numpy()]))


def network(rows: pl.DataFrame) -> Network:
    """The network of ``rows`` (work_id, institution_id, stratum), in an order that depends on nothing but the ids."""
    rows = rows.sort("stratum", "work_id", "institution_id")
    institutions = rows["institution_id"].unique().sort()
    numbers = pl.DataFrame({"institution_id": institutions}).with_row_index("number")
    members = rows.join(numbers, on="institution_id", maintain_order="left")["number"].cast(pl.Int64).to_numpy()
    work_of = rows["work_id"].rle_id().cast(pl.Int64).to_numpy()
    stratum = rows["stratum"].rle_id().cast(pl.Int64).to_numpy()
    return Network(
        institutions.cast(pl.String),
        _ends(work_of),
        members.copy(),
        np.bincount(members).astype(np.int64),
        work_of,
        _ends(stratum),
    )


def _ends(group: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(np.bincount(group))]).astype(np.int64)
