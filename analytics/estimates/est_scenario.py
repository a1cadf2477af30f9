"""What a unit's output in a technology would be without W: four scenarios, each with a band."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.estimates.coded import gathered
from analytics.estimates.components import NONE, Networks, available, networks
from analytics.estimates.draws import Flags, Floats, Ints, limits
from analytics.estimates.matched_pools import Pools, match
from analytics.estimates.redraws import formed
from analytics.estimates.scenario_inputs import Around, Counterpart, Seen, Trust, around, number
from analytics.estimates.scenario_sums import Rows, Scenario, Totals, bands, by_cell

Columns = dict[str, pl.Series]
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
        ref_parameter,
        works=gathered(ind_scenario_work),
        exposed=gathered(ind_scenario_exposed),
        trust=gathered(ind_work_trust),
        links=gathered(batch.select("work_id", "institution_id") for batch in ind_linked_work),
        counterparts=ind_unit_counterpart.filter(unit_kind="institution").drop("unit_kind"),
        members=ind_trust_institution,
        cells=ind_scenario_cell,
        sets=ind_profile_trust,
    )
    made, known = [pl.DataFrame(schema=_SCHEMA)], {}
    for of_kind in cells.sort(*_KIND, "unit_id", "technology_id").partition_by(_KIND, maintain_order=True):
        kind = of_kind.row(0, named=True)
        sets = ind_profile_trust.filter(profile_id=kind["profile_id"])["trust_set_id"].sort().to_list()
        w = given.counterparts[kind["profile_id"], kind["variant"]]
        same = (*sets, *_contents(of_kind, w))
        if same not in known:
            known[same] = pl.concat(_of_kind(of_kind, given, w, sets))
        made.append(known[same].with_columns(pl.lit(kind[name]).alias(name) for name in ("profile_id", "variant")))
    return pl.concat(made)


def _contents(cells: pl.DataFrame, w: Counterpart) -> tuple[int, int]:
    """What tells a kind of exposure from another: hashes of its cells and its W; profiles may share them."""
    asked = cells.drop("profile_id", "variant").hash_rows(seed=1).sum()
    return hash((w.mass.tobytes(), w.is_counterpart.tobytes())), int(asked)


def _of_kind(cells: pl.DataFrame, given: Around, w: Counterpart, sets: list[str]) -> Iterator[pl.DataFrame]:
    """All scenarios of the ``cells`` of one profile, variant and kind of unit."""
    seen = given.seen[cells["hk_mo"][0], cells["unit_kind"][0]]
    cell, mass = seen.cells(cells), w.mass[seen.work]
    own, is_exposed = np.flatnonzero(cell >= 0), ~np.isnan(mass)
    at = own[is_exposed[own]]
    rows, joint = (_rows(seen, cell, mass, of) for of in (own, at))
    pool = seen.by_stratum[~(is_exposed | np.isnan(seen.top10))[seen.by_stratum]]
    pools, trust = _match(seen, at, pool, given), [given.trust[name] for name in sets]
    scenarios = [Scenario("S0"), Scenario("S1"), Scenario("S2", pools=pools)]
    for name, of_set in zip(sets, trust, strict=True):
        trusted = _match(seen, at, pool[_has_partner(seen, pool, of_set)], given)
        scenarios.append(Scenario("S3", name, pools, trusted, given.share))
    technology, country = number(cells["technology_id"]), number(cells["country_code"])
    partners = np.array([np.where(w.is_counterpart, NONE, of_set.country) for of_set in trust], dtype=np.int64)
    partners = partners.reshape(len(trust), w.is_counterpart.size)
    network = networks(cell[own], seen.work[own], is_exposed[own], country, given.links, w.is_counterpart, partners)
    most = (
        available(given.active, *of_set, technology, country) for of_set in zip(partners, network.met.T, strict=True)
    )
    base, drawn = _base(cells, rows, joint, pools, network), bands(rows, joint, cells.height, scenarios)
    components = _components(scenarios, network, most, given)
    for scenario, limits_of, component in zip(scenarios, drawn, components, strict=True):
        changed = _changes(rows, joint, cells.height, scenario, limits_of, given.floor)
        names = base.with_columns(
            scenario=pl.lit(scenario.name), trust_set_id=pl.lit(scenario.trust_set_id), **changed, **component
        )
        yield names.select(pl.col(name).cast(kind) for name, kind in _SCHEMA.items())


def _rows(seen: Seen, cell: Ints, mass: Floats, of: Ints) -> Rows:
    top10, ncs, mass = (values[of] for values in (seen.top10, seen.ncs, mass))
    is_measured = (~np.isnan(top10)).astype(np.float64)
    return Rows(cell[of], seen.hash[of], np.nan_to_num(top10), np.nan_to_num(ncs), is_measured, np.nan_to_num(mass))


def _match(seen: Seen, rows: Ints, pool: Ints, given: Around) -> Pools:
    values = np.stack([seen.top10[pool], seen.ncs[pool]], axis=1)
    return match(seen.stratum[rows], seen.stratum[pool], values, given.divisors, given.floor)


def _has_partner(seen: Seen, pool: Ints, trust: Trust) -> Flags:
    """Whether a work has a country of the trust set that is not the unit's own."""
    first, last, own = trust.first[seen.work[pool]], trust.last[seen.work[pool]], seen.country[pool]
    found: Flags = (first >= 0) & ((first != own) | (last != own))
    return found


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


def _changes(rows: Rows, joint: Rows, cells: int, scenario: Scenario, limits_of: Floats, floor: int) -> Columns:
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


def _components(scenarios: list[Scenario], network: Networks, most: Iterator[Ints], given: Around) -> Iterator[Columns]:
    """The change of the largest component; W's credit alone (S1) leaves every link.

    ``most`` is by trust set how many links can be formed anew, and not more than the component lost.
    """
    cells = network.largest.size
    drawn = formed(network.lost_cell, given.institution_hashes[network.lost], given.share, cells)
    lost = given.share * np.bincount(network.lost_cell, minlength=cells)
    for scenario in scenarios:
        left = {"S0": network.without_works, "S1": network.largest}.get(scenario.name, network.without_counterpart)
        change = (left - network.largest).astype(np.float64)
        low = high = change
        if scenario.trusted is not None:
            room = np.minimum(next(most), network.largest - network.without_counterpart)
            low, high = (change + limit for limit in limits(np.minimum(drawn, room[:, None])))
            change = change + np.minimum(lost, room)
        yield {f"delta_component{s}": pl.Series(v) for s, v in (("", change), ("_low", low), ("_high", high))}


def _shown(values: Floats) -> pl.Series:
    return pl.Series(values).fill_nan(None)
