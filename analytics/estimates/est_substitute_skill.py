"""How well the ranking of partners finds the links of the two years that were hidden from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from analytics.estimates.draws import REPLICATES, Flags, Floats, draw, id_hashes, limits
from analytics.estimates.est_substitute import TOP, Scored, members, scores
from analytics.estimates.partners import Past

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
    of_profile = ind_profile_trust.rows_by_key("profile_id", unique=False)
    for first, last in ind_newest_window.select("first_year", "last_year").iter_rows():
        bodies = ind_linked_work["institution_id"].unique().sort().to_list()
        links = ind_linked_work.filter(pl.col("publication_year").is_between(first - HIDDEN, last - HIDDEN))
        hidden = ind_linked_work.filter(pl.col("publication_year") > last - HIDDEN)
        past = Past(links, ind_linked_technology, ind_linked_topic, bodies, small)
        later = _Later(Past(hidden, ind_linked_technology, ind_linked_topic, bodies, 1))
        exposed = ind_scenario_exposed.filter(pl.col("work_id").is_in(links["work_id"].implode()))
        cells = _cells_then(exposed, links, ind_linked_technology, ind_unit_counterpart, small)
        sets = members(ind_trust_institution, past)
        for scored in scores(cells, exposed, ind_unit_counterpart, past):
            is_new, is_met = scored.joint_works == 0, later.is_met(scored)
            for (name,) in of_profile.get(scored.profile_id, []):
                is_member = sets.get(name, np.zeros(len(bodies), bool))[scored.bodies]
                if one := _judge(scored, is_member & is_new, is_met):
                    single = "all" if scored.technology_id == "all" else "each"
                    judged[scored.profile_id, scored.variant, name, single].append(one)
    rows = [dict(zip(_KEY, key, strict=True)) | _means(cells_, small) for key, cells_ in sorted(judged.items())]
    return pl.DataFrame(rows, schema=_SCHEMA)


class _Later:
    """The hidden years."""

    def __init__(self, works: Past) -> None:
        self.works, self.fields = works, works.fields()

    def is_met(self, scored: Scored) -> Flags:
        """Which candidates have a work with the unit, in the technology."""
        field = self.fields.get(scored.technology_id)
        if field is None:
            return np.zeros(len(scored.bodies), bool)
        own = self.works.own(scored.unit)
        return self.works.beside(own[field.has[own]])[scored.bodies] > 0


def _cells_then(
    exposed: pl.DataFrame, links: pl.DataFrame, technologies: pl.DataFrame, counterparts: pl.DataFrame, small: int
) -> pl.DataFrame:
    """The cells there would have been: institutions outside W with enough joint works in a technology."""
    joint = exposed.join(links.select("work_id", unit_id="institution_id"), on="work_id")
    joint = joint.join(technologies.select("work_id", "technology_id"), on="work_id")
    joint = joint.join(
        counterparts.filter(unit_kind="institution"), on=["profile_id", "variant", "unit_id"], how="anti"
    )
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


def auc(values: Floats, truth: Flags) -> float:
    """How likely one of the true has the larger of two ``values``, one of each kind drawn; equal values count half."""
    _, at = np.unique(values, return_inverse=True)
    ranks = np.cumsum(np.bincount(at)) - (np.bincount(at) - 1) / 2
    n, others = int(truth.sum()), int((~truth).sum())
    return float((ranks[at][truth].sum() - n * (n + 1) / 2) / (n * others))


def average_precision(values: Floats, truth: Flags) -> float:
    """Average precision of the ten first, over the true that could stand there; equal values in given order."""
    order = np.argsort(-values, kind="stable")[:TOP]
    true = truth[order].astype(np.float64)
    precision = np.cumsum(true) / np.arange(1, len(true) + 1)
    return float((precision * true).sum() / min(TOP, int(truth.sum())))


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
