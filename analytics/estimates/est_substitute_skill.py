"""How well the ranking of partners finds the links of the two years that were hidden from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from analytics.compiled import compiled
from analytics.estimates.coded import Frames
from analytics.estimates.draws import REPLICATES, Flags, Floats, draw, id_hashes, limits
from analytics.estimates.est_substitute import TOP, Scored, members, scores
from analytics.estimates.partners import Past, numbered

HIDDEN = 2
_RANKINGS = ("product", "popularity", "capability", "similarity", "reach")
_KEY = ("profile_id", "variant", "trust_set_id", "technologies")
_MEASURES = ("auc", "map10")
_SCHEMA: Mapping[str, type[pl.DataType]] = (
    dict.fromkeys(_KEY, pl.String)
    | dict.fromkeys(["cells", "new_links", "candidates"], pl.Int64)
    | dict.fromkeys([f"{measure}_{ranking}" for measure in _MEASURES for ranking in _RANKINGS], pl.Float64)
    | dict.fromkeys([f"{measure}_gain{side}" for measure in _MEASURES for side in ("", "_low", "_high")], pl.Float64)
)


@dataclass(frozen=True)
class _Judged:
    """A cell: its unit, what could be found, what there was to find it among, and AUC and AP@10 of every ranking."""

    unit_id: str
    found: int
    candidates: int
    auc: dict[str, float]
    map10: dict[str, float]


def est_substitute_skill(
    ind_newest_window: pl.DataFrame,
    ind_scenario_exposed: pl.DataFrame,
    ind_linked_work: pl.DataFrame,
    ind_linked_technology: pl.DataFrame,
    ind_linked_topic: pl.DataFrame,
    ind_unit_counterpart: pl.DataFrame,
    ind_profile_trust: pl.DataFrame,
    ind_trust_institution: pl.DataFrame,
    ref_parameter: pl.DataFrame,
) -> pl.DataFrame:
    """Rows per profile, variant, trust set and `technologies` (`all`: every work; `each`: single technologies).

    Everything the ranking reads ends before the two newest years; the years before are as many as in the newest window.
    To be found: institutions of the trust set without a joint work until then and with one in the technology after it.
    Measures are means over cells with something to find and something else, null below `small_cell` such cells; a gain
    is the product's minus the popularity's, with limits over replicates of the units.
    """
    judged: dict[tuple[str, ...], list[_Judged]] = defaultdict(list)
    small = int(ref_parameter["small_cell"][0])
    frames = {"links": ind_linked_work, "technologies": ind_linked_technology, "topics": ind_linked_topic}
    frames |= {"exposed": ind_scenario_exposed, "trust": ind_trust_institution}
    frames, names = numbered(frames | {"counterparts": ind_unit_counterpart.filter(unit_kind="institution")})
    of_profile = ind_profile_trust.rows_by_key("profile_id", unique=False)
    for first, last in ind_newest_window.select("first_year", "last_year").iter_rows():
        year = pl.col("publication_year")
        links = frames["links"].filter(year.is_between(first - HIDDEN, last - HIDDEN))
        past = Past(links, frames, names, small)
        later = Past(frames["links"].filter(year > last - HIDDEN), frames, names, 1)
        is_member = members(frames["trust"], past)
        for scored in scores(_cells_then(links, frames, small), frames, past):
            is_new, is_met = scored.joint_works == 0, _is_met(scored, later)
            for (name,) in of_profile.get(scored.profile_id, []):
                if name in is_member and (one := _judge(scored, is_member[name][scored.bodies] & is_new, is_met)):
                    single = "all" if scored.technology_id == "all" else "each"
                    judged[scored.profile_id, scored.variant, name, single].append(one)
    rows = [dict(zip(_KEY, key, strict=True)) | _means(cells_, small) for key, cells_ in sorted(judged.items())]
    return pl.DataFrame(rows, schema=_SCHEMA)


def _is_met(scored: Scored, later: Past) -> Flags:
    """Which candidates have a later work with the unit, in the technology."""
    own = later.own(scored.unit)
    return later.beside(own[later.has[scored.technology_id][own]])[scored.bodies] > 0


def _cells_then(links: pl.DataFrame, frames: Frames, small: int) -> pl.DataFrame:
    """The cells there would have been: institutions outside W with enough joint works in a technology."""
    joint = frames["exposed"].join(links.select("work_id", unit_id="institution_id"), on="work_id")
    joint = joint.join(frames["technologies"].select("work_id", "technology_id"), on="work_id")
    joint = joint.join(frames["counterparts"], on=["profile_id", "variant", "unit_id"], how="anti")
    cell = ["profile_id", "variant", "unit_id", "technology_id"]
    return joint.group_by(cell).len().filter(pl.col("len") >= small).select(cell)


def _judge(scored: Scored, chosen: Flags, is_found: Flags) -> _Judged | None:
    truth = is_found[chosen]
    positives, candidates = int(truth.sum()), len(truth)
    if positives in (0, candidates):
        return None
    told = {name: getattr(scored, name)[chosen] for name in _RANKINGS}
    return _Judged(
        scored.unit_id,
        positives,
        candidates,
        {name: auc(values, truth) for name, values in told.items()},
        {name: average_precision(values, truth) for name, values in told.items()},
    )


@compiled
def auc(values: Floats, truth: Flags) -> float:
    """How likely one of the true has the larger of two ``values``, one of each kind drawn; equal values count half."""
    larger, others = 0.0, values[~truth]
    for one in values[truth]:
        for other in others:
            larger += 1.0 if one > other else 0.5 if one == other else 0.0
    return float(larger / (truth.sum() * others.size))


@compiled
def average_precision(values: Floats, truth: Flags) -> float:
    """Average precision of the ten first, over the true that could stand there; equal values in given order."""
    left, found, precision = values.copy(), 0, 0.0
    for place in range(min(TOP, values.size)):
        best = left.argmax()
        left[best] = -np.inf
        if truth[best]:
            found += 1
            precision += found / (place + 1)
    return float(precision / min(TOP, truth.sum()))


def _means(cells: list[_Judged], small: int) -> dict[str, object]:
    found: dict[str, object] = {
        "cells": len(cells),
        "new_links": sum(cell.found for cell in cells),
        "candidates": sum(cell.candidates for cell in cells),
    }
    if len(cells) < small:
        return found
    times = draw(id_hashes(cell.unit_id for cell in cells), range(REPLICATES)).times()
    for measure in _MEASURES:
        values = {name: np.array([getattr(cell, measure)[name] for cell in cells]) for name in _RANKINGS}
        found |= {f"{measure}_{name}": float(of.mean()) for name, of in values.items()}
        gain = values["product"] - values["popularity"]
        with np.errstate(divide="ignore", invalid="ignore"):
            low, high = limits((gain @ times / times.sum(axis=0))[None, :])
        found |= {f"{measure}_gain": float(gain.mean()), f"{measure}_gain_low": low[0], f"{measure}_gain_high": high[0]}
    return found
