"""Partners that could take the place of W for an institution in a technology: a ranking with its three factors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from analytics.estimates.coded import Frames
from analytics.estimates.draws import Flags, Floats, Ints
from analytics.estimates.partners import Past, numbered

TOP = 10
_CELL = ("profile_id", "variant", "unit_id", "technology_id")
_LIST = (*_CELL, "trust_set_id")
_FACTORS = ("capability", "similarity", "reach", "product", "joint_works")
_SCHEMA = {
    **dict.fromkeys((*_LIST, "candidate_id"), pl.String),
    "rank": pl.Int64,
    **dict.fromkeys((*_FACTORS, "candidates"), pl.Float64),
}
_List = tuple[tuple[object, ...], Ints, Floats]
"""Its key and of how many it is, the best candidates, their factors (candidates, factors)."""


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
    years = pl.lit(cells["first_year"].min()), pl.lit(cells["last_year"].max())
    links = ind_linked_work.filter(pl.col("publication_year").is_between(*years))
    frames = {"links": links, "technologies": ind_linked_technology, "topics": ind_linked_topic}
    frames |= {"cells": cells, "exposed": ind_scenario_exposed, "trust": ind_trust_institution}
    frames, names = numbered(frames | {"counterparts": ind_unit_counterpart.filter(unit_kind="institution")})
    past = Past(frames["links"], frames, names, int(ref_parameter["small_cell"][0]))
    is_member, sets = members(frames["trust"], past), ind_profile_trust.sort("profile_id", "trust_set_id")
    of_profile = sets.rows_by_key("profile_id", unique=False)
    lists = [
        _best(scored, name, is_member[name])
        for scored in scores(frames["cells"], frames, past)
        for (name,) in of_profile.get(scored.profile_id, [])
        if name in is_member
    ]
    return _rows(lists, past.bodies) if lists else pl.DataFrame(schema=_SCHEMA)


def members(of_trust: pl.DataFrame, past: Past) -> dict[str, Flags]:
    """Trust set → which institutions are in it."""
    return {str(name): past.bodies_in(rows["institution_id"]) for (name,), rows in of_trust.group_by("trust_set_id")}


def scores(cells: pl.DataFrame, frames: Frames, past: Past) -> Iterator[Scored]:
    """Every one of ``cells`` (institutions) with its candidates in ``past``; the order is that of their ids.

    Both ``cells`` and ``frames`` as `numbered` gives them.
    """
    for (profile, variant), rows in cells.sort(_CELL).group_by("profile_id", "variant", maintain_order=True):
        w, exposed = (frames[name].filter(profile_id=profile, variant=variant) for name in ("counterparts", "exposed"))
        is_of_w, is_exposed = past.bodies_in(w["unit_id"]), past.works_in(exposed["work_id"])
        network = past.network(is_of_w)
        asked = rows.select("unit_id", "technology_id").rows_by_key("unit_id", unique=False)
        for unit, reach in network.reach(np.array(list(asked))):
            own = past.own(unit)
            beside = past.beside(own)
            for (technology,) in asked[unit]:
                field = past.fields.get(technology)
                if field is None:
                    continue
                joint = own[is_exposed[own] & past.has[technology][own]]
                is_open = ~is_of_w[field.bodies] & (field.bodies != unit)
                bodies = field.bodies[is_open]
                yield Scored(
                    str(profile),
                    str(variant),
                    unit,
                    past.bodies[unit],
                    technology,
                    bodies,
                    field.capability[is_open],
                    past.similarity(field, joint)[is_open],
                    reach[bodies],
                    network.partners[bodies],
                    beside[bodies],
                )


def _best(scored: Scored, trust_set: str, is_member: Flags) -> _List:
    chosen = np.flatnonzero(is_member[scored.bodies])
    order = chosen[np.argsort(-scored.product[chosen], kind="stable")[:TOP]]
    best = order[scored.product[order] > 0]
    key = (scored.profile_id, scored.variant, scored.unit_id, scored.technology_id, trust_set, chosen.size)
    return key, scored.bodies[best], np.column_stack([getattr(scored, name)[best] for name in _FACTORS])


def _rows(lists: list[_List], names: pl.Series) -> pl.DataFrame:
    keys, best, factors = zip(*lists, strict=True)
    sizes, numbers = [len(one) for one in best], np.concatenate(factors).T
    rows = pl.DataFrame(keys, schema=[*_LIST, "candidates"], orient="row")[np.repeat(np.arange(len(sizes)), sizes)]
    rows = rows.with_columns(pl.Series(name, of) for name, of in zip(_FACTORS, numbers, strict=True))
    rank = pl.Series(np.concatenate([np.arange(1, size + 1) for size in sizes]))
    rows = rows.with_columns(candidate_id=names.gather(np.concatenate(best)), rank=rank)
    return rows.select(pl.col(name).cast(kind) for name, kind in _SCHEMA.items())
