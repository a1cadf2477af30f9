"""How well the scenarios' rule of continuation would have told what came: joint works three years after a cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from analytics.estimates.draws import REPLICATES, Flags, Floats, Hashes, draw, id_hashes, limits

AHEAD = 3
BEFORE = 6
"""Years that have to be known up to the cut: three to continue, three to see how the world went on."""
TREND = 5
CUTS = 10
"""The newest ones are judged: how things went on decades ago says little of today."""

_KIND = ["profile_id", "variant", "unit_kind"]
_CELL = [*_KIND, "unit_id", "technology_id"]
_BASES = ("no_change", "trend")
_SCHEMA: Mapping[str, type[pl.DataType]] = (
    dict.fromkeys([*_KIND, "quantity"], pl.String)
    | {"cut_year": pl.Int64, "cells": pl.Int64}
    | dict.fromkeys([f"error_{name}{side}" for name in ("rule", *_BASES) for side in ("", "_low", "_high")], pl.Float64)
    | dict.fromkeys([f"skill_{base}{side}" for base in _BASES for side in ("", "_low", "_high")], pl.Float64)
)


def est_hindcast(
    ind_hindcast_year: pl.DataFrame, ind_hindcast_world: pl.DataFrame, ref_parameter: pl.DataFrame
) -> pl.DataFrame:
    """Rows per profile, variant, kind of unit, quantity (`joint_works`, `exposed_share`) and each of ten cut years.

    `error_*` are mean absolute errors over cells with at least `small_cell` joint works in the five years up to the
    cut; `skill_*` is 1 − error of the rule / error of the base, below 0 where the rule is worse. Both have limits over
    replicates of the units. Null below `small_cell` cells. A year without works counts as 0.
    """
    small = int(ref_parameter["small_cell"][0])
    made = [pl.DataFrame(schema=_SCHEMA)]
    if ind_hindcast_world.height:
        world_years = ind_hindcast_world["publication_year"]
        first, last = int(world_years.min()), int(world_years.max())  # type: ignore[arg-type]
        for kind in ind_hindcast_year.select(_KIND).unique().sort(_KIND).iter_rows(named=True):
            series = _Series(ind_hindcast_year.filter(**kind), ind_hindcast_world.filter(**kind), first, last)
            for cut in range(max(first + BEFORE - 1, last - AHEAD - CUTS + 1), last - AHEAD + 1):
                made += [pl.DataFrame([kind | row], schema=_SCHEMA) for row in series.rows(cut, small)]
    return pl.concat(made)


class _Series:
    """Joint works and works of cells, and of the world in the cell's technology: arrays (cells, years)."""

    def __init__(self, years: pl.DataFrame, world: pl.DataFrame, first: int, last: int) -> None:
        self.first, self.last = first, last
        cells = years.select("unit_id", "technology_id").unique().sort("unit_id", "technology_id")
        self.units = id_hashes(cells["unit_id"])
        numbered = cells.with_row_index("cell")
        own = years.join(numbered, on=["unit_id", "technology_id"])
        of_world = world.join(numbered, on="technology_id")
        self.own = [self._filled(own, name, cells.height) for name in ("exposed_works", "works")]
        self.world = [self._filled(of_world, name, cells.height) for name in ("exposed_works", "works")]

    def _filled(self, rows: pl.DataFrame, name: str, cells: int) -> Floats:
        found = np.zeros((cells, self.last - self.first + 1))
        found[rows["cell"].to_numpy(), rows["publication_year"].to_numpy() - self.first] = rows[name].to_numpy()
        return found

    def rows(self, cut: int, small: int) -> Iterator[dict[str, object]]:
        at = cut - self.first + 1
        chosen = self.own[0][:, at - TREND : at].sum(axis=1) >= small
        told = [Told.of(own[chosen], world[chosen], at, small) for own, world in zip(self.own, self.world, strict=True)]
        joint, works = told
        units = self.units[chosen]
        yield {"quantity": "joint_works", "cut_year": cut} | _scores(joint, units, small)
        is_rated = works.truth >= small
        shares = joint.over(works, is_rated)
        yield {"quantity": "exposed_share", "cut_year": cut} | _scores(shares, units[is_rated], small)


@dataclass(frozen=True)
class Told:
    """What came, and what each way of telling it said, a cell each."""

    truth: Floats
    rule: Floats
    no_change: Floats
    trend: Floats

    @staticmethod
    def of(own: Floats, world: Floats, at: int, small: int) -> Told:
        """From series up to ``at``; the rule: the last three years go on growing as the world's have over six."""
        recent = own[:, at - 3 : at].mean(axis=1)
        now, before = world[:, at - 3 : at].sum(axis=1), world[:, at - 6 : at - 3].sum(axis=1)
        growth = np.where(before >= small, now / np.maximum(before, 1), 1.0)
        years = np.arange(TREND) - (TREND - 1) / 2
        last = own[:, at - TREND : at]
        ahead = years[-1] + AHEAD
        line = last.mean(axis=1) + ahead * (last @ years) / (years @ years)
        return Told(own[:, at - 1 + AHEAD], recent * growth, recent, np.maximum(line, 0))

    def over(self, works: Told, chosen: Flags) -> Told:
        """Shares of ``works``; where a line leads to no works, the share of no change."""
        shares: dict[str, Floats] = {}
        for name in ("no_change", "rule", "trend", "truth"):
            above, below = getattr(self, name)[chosen], getattr(works, name)[chosen]
            kept = shares.get("no_change", np.zeros_like(above))
            shares[name] = np.minimum(np.where(below > 0, above / np.where(below > 0, below, 1), kept), 1)
        return Told(**shares)


def _scores(told: Told, units: Hashes, small: int) -> dict[str, object]:
    errors = {name: np.abs(getattr(told, name) - told.truth) for name in ("rule", *_BASES)}
    cells = len(told.truth)
    if cells < small:
        return {"cells": cells}
    found: dict[str, object] = {"cells": cells} | {f"error_{name}": float(of.mean()) for name, of in errors.items()}
    times = draw(units, range(REPLICATES)).times()
    with np.errstate(divide="ignore", invalid="ignore"):
        for name, of in errors.items():
            low, high = limits((of @ times / times.sum(axis=0))[None, :])
            found |= {f"error_{name}_low": float(low[0]), f"error_{name}_high": float(high[0])}
        for base in _BASES:
            skill = np.float64(1) - errors["rule"].sum() / errors[base].sum()
            low, high = limits((1 - (errors["rule"] @ times) / (errors[base] @ times))[None, :])
            for side, value in (("", skill), ("_low", low[0]), ("_high", high[0])):
                found[f"skill_{base}{side}"] = float(value) if np.isfinite(value) else None
    return found
