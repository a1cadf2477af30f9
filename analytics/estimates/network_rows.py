"""The network of institutions in a window of years: which works it holds, and as arrays for the walks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import Floats, Ints

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


def joint_works(ind_work_unit: Batches, stg_works: Batches, first_year: int, last_year: int) -> pl.DataFrame:
    """work_id, year, institution_id: works of the years with at least two known institutions."""
    in_window = pl.col("publication_year").is_between(first_year, last_year)
    works = pl.concat([b.filter(in_window).select("work_id", year="publication_year") for b in stg_works])
    is_known = (pl.col("unit_kind") == "institution") & (pl.col("unit_id") != "unknown")
    rows = [
        batch.filter(is_known).join(works, on="work_id").select("work_id", "year", institution_id="unit_id")
        for batch in ind_work_unit
    ]
    return pl.concat(rows).filter(pl.len().over("work_id") > 1)


def network(rows: pl.DataFrame) -> Network:
    """The network of ``rows`` (work_id, institution_id, stratum), in an order that depends on nothing but the ids."""
    rows = rows.sort("stratum", "work_id", "institution_id")
    institutions = rows["institution_id"].unique().sort()
    numbers = pl.DataFrame({"institution_id": institutions}).with_row_index("number")
    members = rows.join(numbers, on="institution_id", maintain_order="left")["number"].cast(pl.Int64).to_numpy()
    work_of = rows["work_id"].rle_id().cast(pl.Int64).to_numpy()
    stratum = rows["stratum"].rle_id().cast(pl.Int64).to_numpy()
    return Network(
        institutions, _ends(work_of), members.copy(), np.bincount(members).astype(np.int64), work_of, _ends(stratum)
    )


def _ends(group: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(np.bincount(group))]).astype(np.int64)
