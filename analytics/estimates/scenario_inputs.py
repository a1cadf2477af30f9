"""What the scenarios of every kind of exposure are computed from, its ids coded, so that a million works fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from analytics.estimates.coded import Frames, coded
from analytics.estimates.draws import id_hashes

_IDS = (
    ("work_id",), ("unit_id", "institution_id"), ("country_code", "first_country", "last_country"),
    *((name,) for name in ("technology_id", "profile_id", "variant", "hk_mo", "unit_kind", "trust_set_id")),
)  # fmt: skip
_SLICE = 200_000


@dataclass(frozen=True)
class Around:
    """``works`` of units with the hash of each; ``active``: which institution has works of which technology."""

    works: pl.DataFrame
    exposed: pl.DataFrame
    trust: pl.DataFrame
    links: pl.DataFrame
    counterparts: pl.DataFrame
    members: pl.DataFrame
    active: pl.DataFrame
    floor: int
    share: float


def around(frames: Frames, parameter: pl.DataFrame) -> tuple[Around, pl.DataFrame]:
    """The inputs by the names of `Around`, and the ``cells`` among them, with ids that sort as their texts do."""
    for ids in _IDS:
        frames = coded(frames, *ids)
    works, cells = frames.pop("works"), frames.pop("cells")
    active = _active(works, frames["links"])
    works = works.sort("work_id", "unit_id", "technology_id").with_columns(hash=_hashes(works["work_id"]))
    floor, share = (parameter[name][0] for name in ("small_cell", "reformed_share"))
    return Around(works, **frames, active=active, floor=int(floor), share=float(share)), cells


def _hashes(works: pl.Series) -> pl.Expr:
    ids = works.unique()
    found = np.zeros(ids.dtype.categories.len(), np.uint64)  # type: ignore[attr-defined]
    found[ids.to_physical().to_numpy()] = id_hashes(ids)
    return pl.col("work_id").to_physical().map_batches(lambda of: pl.Series(found[of.to_numpy()]), pl.UInt64)


def _active(works: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Pairs of a technology and an institution, joined from so many works at a time."""
    names = ("technology_id", "institution_id")
    parts = works.select("work_id", "technology_id").unique().iter_slices(_SLICE)
    found = [part.join(links, on="work_id").select(names).unique() for part in parts]
    return pl.concat(found or [works.clear().join(links, on="work_id").select(names)]).unique()
