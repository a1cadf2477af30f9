"""What a unit's output in a technology would be without W: four scenarios, each with a band."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.estimates.coded import gathered
from analytics.estimates.components import Networks, networks
from analytics.estimates.draws import REPLICATES, Floats, Ints, id_hashes, limits
from analytics.estimates.matched_pools import STRATUM, Pools, match
from analytics.estimates.scenario_inputs import Around, around
from analytics.estimates.scenario_sums import Limits, Rows, Scenario, Totals, bands, by_cell

_CELL = ["profile_id", "variant", "unit_kind", "unit_id", "technology_id"]
_KIND = ["profile_id", "variant", "hk_mo", "unit_kind"]
_CHANGES = ("p", "p_top10", "mncs")
_SCHEMA: dict[str, type[pl.DataType]] = dict.fromkeys([*_CELL, "scenario", "trust_set_id"], pl.String) | dict.fromkeys(
    ["p_top10", "mncs", "largest_component", "measured_works", "measured_exposed_works", "matched_share"]
    + [f"delta_{of}{side}" for of in (*_CHANGES, "component") for side in ("", "_low", "_high")],
    pl.Float64,
)


def est_scenario(
    ind_scenario_cell: pl.DataFrame,
    ind_scenario_work: Iterator[pl.DataFrame],
    ind_scenario_exposed: Iterator[pl.DataFrame],
    ind_work_trust: Iterator[pl.DataFrame],
    ind_profile_trust: pl.DataFrame,
    ind_trust_institution: pl.DataFrame,
    ind_linked_work: Iterator[pl.DataFrame],
    ind_unit_counterpart: pl.DataFrame,
    ref_parameter: pl.DataFrame,
) -> pl.DataFrame:
    """Rows per row of `ind_scenario_cell`: S0, S1 and S2, and S3 for every trust set of the profile.

    Changes are counts of works, scores, the change of a mean and institutions; citations null where fewer than
    `small_cell` works that can be judged are joint, or would be left. Limits: 2.5 % and 97.5 % of 400 replicates in
    which every work counts Poisson(1) times and is redrawn anew. Of a network only the links of S3 have such a band:
    resampling works could only lose institutions.
    """
    given, cells = around(
        {
            "works": gathered(ind_scenario_work),
            "exposed": gathered(ind_scenario_exposed),
            "trust": gathered(ind_work_trust),
            "links": gathered(batch.select("work_id", "institution_id") for batch in ind_linked_work),
            "counterparts": ind_unit_counterpart.filter(unit_kind="institution").drop("unit_kind"),
            "members": ind_trust_institution,
            "cells": ind_scenario_cell,
        },
        ref_parameter,
    )
    made, known = [pl.DataFrame(schema=_SCHEMA)], {}
    for of_kind in cells.sort(*_KIND, "unit_id", "technology_id").partition_by(_KIND, maintain_order=True):
        kind = of_kind.row(0, named=True)
        sets = ind_profile_trust.filter(profile_id=kind["profile_id"])["trust_set_id"].sort().to_list()
        same = (*sets, *_contents(of_kind, given))
        if same not in known:
            known[same] = pl.concat(_of_kind(of_kind.with_row_index("cell"), given, sets))
        made.append(known[same].with_columns(pl.lit(kind[name]).alias(name) for name in ("profile_id", "variant")))
    return pl.concat(made)


def _contents(cells: pl.DataFrame, given: Around) -> list[int]:
    """What tells a kind of exposure from another: hashes of its cells, its works and its W; profiles may share them."""
    kind = cells.select("profile_id", "variant").unique()
    parts = [cells, *(part.join(kind, on=["profile_id", "variant"]) for part in (given.exposed, given.counterparts))]
    return [int(part.drop("profile_id", "variant").hash_rows(seed=1).sum()) for part in parts]


def _of_kind(cells: pl.DataFrame, given: Around, sets: list[str]) -> Iterator[pl.DataFrame]:
    """All scenarios of the ``cells`` of one profile, variant and kind of unit."""
    exposed = given.exposed.join(cells.select("profile_id", "variant").unique(), on=["profile_id", "variant"])
    kind = cells.select("hk_mo", "unit_kind").unique()
    seen = given.works.join(kind, on=["hk_mo", "unit_kind"], maintain_order="left")
    seen = seen.join(
        exposed.select("work_id", mass="counterpart_mass"), on="work_id", how="left", maintain_order="left"
    )
    own = seen.join(cells.select("cell", "unit_id", "technology_id"), on=["unit_id", "technology_id"])
    own = own.sort("cell", "work_id").with_columns(
        work=(pl.col("work_id").rank("dense") - 1).cast(pl.Int64), cell=pl.col("cell").cast(pl.Int64)
    )
    hashes = own.select("work", "hash").unique("work").sort("work")["hash"].to_numpy()
    is_exposed = own["mass"].is_not_null()
    rows = _rows(own)
    joint = rows.where(np.flatnonzero(is_exposed.to_numpy()))
    is_matched_with = pl.col("mass").is_null() & pl.col("top10").is_not_null()
    pool = seen.filter(is_matched_with).select(*STRATUM, "work_id", "unit_id", "country_code", "top10", "ncs")
    del seen
    pools = match(own.filter(is_exposed), pool, given.floor)
    scenarios = [Scenario("S0"), Scenario("S1"), Scenario("S2", pools=pools)]
    for name in sets:
        trusted = match(own.filter(is_exposed), _with_partner(pool, given.trust, name), given.floor).else_from(pools)
        scenarios.append(Scenario("S3", name, pools, trusted, given.share))
    network = _network(cells, own, given)
    drawn = bands(rows, joint, hashes, cells.height, scenarios)
    base = _base(cells, rows, joint, pools, network)
    for scenario, limits_of in zip(scenarios, drawn, strict=True):
        changed = _changes(rows, joint, cells.height, scenario, limits_of, given.floor)
        component = _component(scenario, network, cells, own, given)
        names = base.with_columns(
            scenario=pl.lit(scenario.name), trust_set_id=pl.lit(scenario.trust_set_id), **changed, **component
        )
        yield names.select(pl.col(name).cast(kind_) for name, kind_ in _SCHEMA.items())


def _rows(own: pl.DataFrame) -> Rows:
    judged = own.with_columns(
        pl.col("mass", "top10", "ncs").fill_null(0.0), is_measured=pl.col("top10").is_not_null().cast(pl.Float64)
    )
    return Rows(*(judged[name].to_numpy() for name in ("cell", "work", "top10", "ncs", "is_measured", "mass")))


def _with_partner(pool: pl.DataFrame, trust: pl.DataFrame, name: str) -> pl.DataFrame:
    """The works of ``pool`` with a country of the trust set that is not the unit's own."""
    of_set = trust.filter(trust_set_id=name).drop("trust_set_id")
    is_other = [pl.col(name).ne_missing(pl.col("country_code")) for name in ("first_country", "last_country")]
    return pool.join(of_set, on="work_id").filter(pl.any_horizontal(is_other))


def _network(cells: pl.DataFrame, own: pl.DataFrame, given: Around) -> Networks:
    of_w = given.counterparts.join(cells.select("profile_id", "variant").unique(), on=["profile_id", "variant"])
    links = own.select("cell", "work_id", is_exposed=pl.col("mass").is_not_null()).join(given.links, on="work_id")
    ids = links["institution_id"].unique().sort()
    hashed = pl.DataFrame({"institution_id": ids, "hash": pl.Series(id_hashes(ids), dtype=pl.UInt64)})
    marked = of_w.select(institution_id="unit_id", is_counterpart=pl.lit(True))
    links = links.join(hashed, on="institution_id").join(marked, on="institution_id", how="left")
    links = links.with_columns(pl.col("is_counterpart").fill_null(False)).sort("cell", "work_id", "institution_id")
    return networks(links, cells.height)


def _base(cells: pl.DataFrame, rows: Rows, joint: Rows, pools: Pools, network: Networks) -> pl.DataFrame:
    """What all scenarios of a cell share."""
    count = cells.height
    measured, joint_measured = (np.bincount(of.cell, of.is_measured, count) for of in (rows, joint))
    matched = np.bincount(joint.cell, joint.is_measured * (pools.level == 4), count)
    with np.errstate(divide="ignore", invalid="ignore"):
        return cells.select(_CELL).with_columns(
            p_top10=np.bincount(rows.cell, rows.top10, count),
            mncs=_shown(np.bincount(rows.cell, rows.ncs, count) / measured),
            largest_component=network.largest,
            measured_works=measured,
            measured_exposed_works=joint_measured,
            matched_share=_shown(matched / joint_measured),
        )


def _changes(
    rows: Rows, joint: Rows, cells: int, scenario: Scenario, limits_of: list[Limits], floor: int
) -> dict[str, pl.Series]:
    """The three changes with their limits; of citations only where enough works can be judged and are matched."""
    sums = (np.bincount(rows.cell, of, cells)[:, None].astype(np.float64) for of in (rows.is_measured, rows.ncs))
    whole = Totals(*sums)
    summed = by_cell(scenario.expected(joint), joint)
    points = whole.changes((summed[0][:, None], summed[1][:, None], summed[2][:, None], summed[3][:, None]))
    left = whole.measured[:, 0] + summed[3]
    is_shown = np.bincount(joint.cell, joint.is_measured, cells) >= floor
    if scenario.pools is not None:
        is_shown &= np.bincount(joint.cell, joint.is_measured * (scenario.pools.size == 0), cells) == 0
    found = {}
    for name, point, (low, high) in zip(_CHANGES, points, limits_of, strict=True):
        shown = {"p": np.ones(cells, bool), "p_top10": is_shown, "mncs": is_shown & (left >= floor)}[name]
        for side, values in (("", point[:, 0]), ("_low", low), ("_high", high)):
            found[f"delta_{name}{side}"] = _shown(np.where(shown, values, np.nan))
    return found


def _component(
    scenario: Scenario, network: Networks, cells: pl.DataFrame, own: pl.DataFrame, given: Around
) -> dict[str, pl.Series]:
    """The change of the largest component; W's credit alone (S1) leaves every link."""
    left = {"S0": network.without_works, "S1": network.largest}.get(scenario.name, network.without_counterpart)
    change = (left - network.largest).astype(np.float64)
    low = high = change
    if scenario.trusted is not None:
        most = network.most(_available(scenario.trust_set_id, cells, own, given))
        drawn = network.reformed_drawn(scenario.share, range(REPLICATES))
        low, high = limits(np.minimum(drawn, most[:, None]))
        low, high = change + low, change + high
        change = change + np.minimum(scenario.share * network.lost(), most)
    return {f"delta_component{s}": pl.Series(v) for s, v in (("", change), ("_low", low), ("_high", high))}


def _available(name: str, cells: pl.DataFrame, own: pl.DataFrame, given: Around) -> Ints:
    """By cell: institutions of the trust set abroad, not of W, with works of the technology and none with the unit."""
    of_w = given.counterparts.join(cells.select("profile_id", "variant").unique(), on=["profile_id", "variant"])
    members = given.members.filter(trust_set_id=name).join(
        of_w, left_on="institution_id", right_on="unit_id", how="anti"
    )
    active = given.active.join(members, on="institution_id")
    place = cells.select("cell", "technology_id", own_country="country_code")
    present = own.select(pl.col("cell").cast(pl.UInt32), "work_id").join(given.links, on="work_id")
    met = present.select("cell", "institution_id").unique()
    open_ = place.join(active, on="technology_id").filter(pl.col("country_code").ne_missing(pl.col("own_country")))
    open_ = open_.join(met, on=["cell", "institution_id"], how="anti")
    found = np.zeros(cells.height, np.int64)
    counts = open_.group_by("cell").len().sort("cell")
    found[counts["cell"].to_numpy()] = counts["len"].to_numpy()
    return found


def _shown(values: Floats) -> pl.Series:
    return pl.Series(values).fill_nan(None)
