"""Partners that could take the place of W for an institution in a technology: a ranking with its three factors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from analytics.estimates.draws import Flags, Floats, Ints
from analytics.estimates.partners import Past

TOP = 10
_CELL = ("profile_id", "variant", "unit_id", "technology_id")
_SCHEMA: dict[str, type[pl.DataType]] = dict.fromkeys([*_CELL, "trust_set_id", "candidate_id"], pl.String) | {
    "rank": pl.Int64,
    **dict.fromkeys(["capability", "similarity", "reach", "product", "joint_works", "candidates"], pl.Float64),
}


@dataclass(frozen=True)
class Scored:
    """A cell with the institutions that have enough works in its technology, outside W and not itself."""

    profile_id: str
    variant: str
    unit: int
    unit_id: str
    technology_id: str
    bodies: Ints
    capability: Floats
    similarity: Floats
    reach: Floats
    popularity: Floats
    joint_works: Floats

    @cached_property
    def product(self) -> Floats:
        """The three factors multiplied, to eleven digits, so that equal ones are equal however they were added up."""
        product = self.capability * self.similarity * self.reach
        size = np.floor(np.log10(np.where(product > 0, product, 1)))
        rounded: Floats = np.where(product > 0, np.round(product / 10**size, 10) * 10**size, 0.0)
        return rounded


def est_substitute(
    ind_scenario_cell: pl.DataFrame,
    ind_scenario_exposed: pl.DataFrame,
    ind_linked_work: pl.DataFrame,
    ind_linked_technology: pl.DataFrame,
    ind_linked_topic: pl.DataFrame,
    ind_unit_counterpart: pl.DataFrame,
    ind_profile_trust: pl.DataFrame,
    ind_trust_institution: pl.DataFrame,
    ref_parameter: pl.DataFrame,
) -> pl.DataFrame:
    """Up to ten rows per institution of `ind_scenario_cell`, technology and trust set of the profile.

    `capability` is a top 10 % score in the technology, `similarity` a cosine 0..1 of topics, `reach` a chance 0..1;
    `product` of 0 is not listed. It ranks partners and measures no risk.
    """
    cells = ind_scenario_cell.filter(unit_kind="institution")
    made: list[tuple[object, ...]] = []
    if cells.height:
        window = pl.col("publication_year").is_between(cells["first_year"].min(), cells["last_year"].max())
        bodies = ind_linked_work["institution_id"].unique().sort().to_list()
        floor = int(ref_parameter["small_cell"][0])
        past = Past(ind_linked_work.filter(window), ind_linked_technology, ind_linked_topic, bodies, floor)
        sets = members(ind_trust_institution, past)
        of_profile = ind_profile_trust.sort("profile_id", "trust_set_id").rows_by_key("profile_id", unique=False)
        for scored in scores(cells, ind_scenario_exposed, ind_unit_counterpart, past):
            for (name,) in of_profile.get(scored.profile_id, []):
                made += _listed(scored, name, sets.get(name, np.zeros(len(bodies), bool)), bodies)
    return pl.DataFrame(made, schema=_SCHEMA, orient="row")


def members(of_trust: pl.DataFrame, past: Past) -> dict[str, Flags]:
    """Trust set → which institutions are in it."""
    found = {}
    for (name,), rows in of_trust.group_by("trust_set_id"):
        found[str(name)] = np.zeros(len(past.bodies), bool)
        found[str(name)][[past.bodies[i] for i in rows["institution_id"] if i in past.bodies]] = True
    return found


def scores(cells: pl.DataFrame, exposed: pl.DataFrame, counterparts: pl.DataFrame, past: Past) -> Iterator[Scored]:
    """Every one of ``cells`` (institutions) with its candidates in ``past``; the order is that of their ids."""
    fields = past.fields()
    for (profile, variant), rows in cells.sort(_CELL).group_by("profile_id", "variant", maintain_order=True):
        of_w = counterparts.filter(profile_id=profile, variant=variant, unit_kind="institution")["unit_id"]
        w = np.array(sorted(past.bodies[i] for i in of_w if i in past.bodies), dtype=np.int64)
        is_exposed = past.flags(exposed.filter(profile_id=profile, variant=variant)["work_id"])
        network, asked = past.network(w), rows.rows_by_key("unit_id", named=True, unique=False)
        names = {past.bodies[name]: name for name in asked if name in past.bodies}
        for unit, reach in network.reach(np.array(sorted(names), dtype=np.int64)):
            own = past.own(unit)
            beside = past.beside(own)
            for cell in asked[names[unit]]:
                field = fields.get(cell["technology_id"])
                if field is None:
                    continue
                joint = own[is_exposed[own] & field.has[own]]
                is_open = ~np.isin(field.bodies, w) & (field.bodies != unit)
                yield Scored(
                    str(profile),
                    str(variant),
                    unit,
                    names[unit],
                    cell["technology_id"],
                    field.bodies[is_open],
                    field.capability[is_open],
                    past.similarity(field, joint)[is_open],
                    reach[field.bodies[is_open]],
                    network.partners[field.bodies[is_open]],
                    beside[field.bodies[is_open]],
                )


def _listed(scored: Scored, name: str, is_member: Flags, bodies: list[str]) -> Iterator[tuple[object, ...]]:
    chosen = np.flatnonzero(is_member[scored.bodies])
    product = scored.product[chosen]
    order = chosen[np.argsort(-product, kind="stable")[:TOP]]
    for rank, at in enumerate(order[scored.product[order] > 0], start=1):
        factors = (scored.capability, scored.similarity, scored.reach, scored.product, scored.joint_works)
        cell = (scored.profile_id, scored.variant, scored.unit_id, scored.technology_id)
        yield (*cell, name, bodies[scored.bodies[at]], rank, *(float(of[at]) for of in factors), float(len(chosen)))
