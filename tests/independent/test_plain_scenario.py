"""Scenarios, partners and the sensitivity panel as published equal a plain count from the JSON, to 1e-9."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product

import numpy as np
import plain_bootstrap as plain
import pytest
from plain_bands import Ordered, band, component_band
from plain_draws import counts, limits
from plain_exposure import Work, cells, known, wilson
from plain_impact import classes
from plain_scenario import SHARE, SMALL, Asked, Cell, Pool, candidates, network, scenario, span, views
from plain_works import bare
from test_plain_count import counterparts, country_set, listed, rows_of
from test_plain_detail import all_facts, close
from test_plain_windows import in_w

ASKED = [("country-only", "country"), ("synthetic-demo", "listed_then"), ("synthetic-demo", "listed_now")]
ASKED += [("us-dod-1286", "listed_now"), ("synthetic-shapes", "listed_then")]


def asked_of(counted, profile: str, variant: str, of: str) -> Asked:
    all_facts(counted)
    home = {i: body.country for i, body in counted.institutions.items()}
    if variant == "country":
        w = country_set(counted)
        inside = {i for i, country in home.items() if country in w}
    else:
        w = inside = {i for i, mine in listed(counted, profile).items() if mine}
    return Asked(
        counterparts(counted, profile, variant),
        w if of == "country" else inside,
        inside,
        variant == "country",
        of,
        home,
    )


def trust_of(counted) -> dict[str, list[tuple]]:
    found = defaultdict(list)
    for row in rows_of(counted, "ref_trust_set_country", "true"):
        found[row["trust_set_id"]].append((row["country_code"], row["valid_from"], row["valid_until"]))
    return dict(found)


def scores_of(counted) -> dict[str, dict]:
    (row,) = rows_of(counted, "stg_citation_basis", "true")
    return classes(counted.staged, counted.entities, row["citation_reference"])


def members(counted, last: int) -> dict[str, set[str]]:
    """Trust set → institutions of its countries at the end of ``last``."""
    day = date(last, 12, 31)
    homes = {
        name: {c for c, since, until in rows if (since or date.min) <= day < (until or date.max)}
        for name, rows in trust_of(counted).items()
    }
    return {
        name: {i for i, body in counted.institutions.items() if body.country in countries}
        for name, countries in homes.items()
    }


@pytest.mark.parametrize("of", ["institution", "country"])
@pytest.mark.parametrize(("profile", "variant"), ASKED)
def test_every_scenario_of_every_unit(counted, profile, variant, of):
    rows = rows_of(counted, "out_scenario", f"profile_id='{profile}' and variant='{variant}' and unit_kind='{of}'")
    if not rows_of(counted, "out_profile", f"profile_id = '{profile}'"):
        assert not rows
        return
    asked = asked_of(counted, profile, variant, of)
    seen = views(all_facts(counted), scores_of(counted), trust_of(counted), asked)
    found = {}
    for at, mine in seen.items():
        joint = [view for view in mine if asked.counterparts(view.work)]
        if len(joint) >= SMALL and at[0] not in (asked.w_units if asked.by_country or of == "institution" else ()):
            found[at] = Cell(mine, joint)
    sets = members(counted, span(counted.works)[1])
    wanted = {(*at, *name) for at in found for name in [("S0", "none"), ("S1", "none"), ("S2", "none")]}
    wanted |= {(*at, "S3", name) for at in found for name in sets}
    assert {(r["unit_id"], r["technology_id"], r["scenario"], r["trust_set_id"]) for r in rows} == wanted
    pools = {name: (Pool(seen, asked, name), Ordered(seen, asked, name)) for name in (None, *sets)}
    active = defaultdict(set)
    for (_, technology), mine in seen.items():
        active[technology].update(*(known(view.work.institutions) for view in mine))
    for row in rows:
        agrees(row, found[row["unit_id"], row["technology_id"]], asked, pools, sets, active[row["technology_id"]])


def agrees(row: dict, cell: Cell, asked: Asked, pools: dict, sets: dict, active: set[str]) -> None:
    technology, name = row["technology_id"], row["trust_set_id"]
    (pool, ordered), (formed, formed_ordered) = pools[None], pools[name] if row["scenario"] == "S3" else (None, None)
    whole, alone, without, lost = network(cell, asked)
    expected = scenario(technology, cell, asked, pool, formed, row["scenario"])
    bands = band(technology, cell, asked, ordered, formed_ordered, row["scenario"])
    for of in ("p", "p_top10", "mncs"):
        is_shown = expected[f"delta_{of}"] is not None
        expected |= {at: bands[at] if is_shown else None for at in (f"delta_{of}_low", f"delta_{of}_high")}
    change = {"S0": alone, "S1": whole}.get(row["scenario"], without) - whole
    met = set().union(*(known(view.work.institutions) for view in cell.views))
    abroad = {i for i in sets.get(name, ()) if asked.home[i] != asked.country(row["unit_id"])}
    most = min(len((abroad & active) - asked.w_institutions - met), whole - without)
    expected["delta_component"] = change + (min(SHARE * len(lost), most) if formed else 0)
    expected |= component_band(change, lost, most, is_formed=formed is not None)
    judged = [view.score for view in cell.views if view.score]
    joint = [view for view in cell.joint if view.score]
    matched = sum((pool.mean(technology, view) or (0, 0, None))[2] == 3 for view in joint)
    expected |= {"works": len(cell.views), "exposed_works": len(cell.joint), "largest_component": whole}
    expected |= {"reformed_share": SHARE}
    expected |= {"measured_works": len(judged), "measured_exposed_works": len(joint)}
    expected |= {"matched_share": matched / len(joint) if joint else None}
    expected |= {"p_top10": sum(s["top10"] for s in judged)}
    expected |= {"mncs": sum(float(s["ncs"]) for s in judged) / len(judged) if judged else None}
    expected |= {"coverage": 1 - sum(asked.unknown(view.work) for view in cell.views) / len(cell.views)}
    close(row, expected)


def topics_of(counted) -> dict[str, set[str]]:
    """Topics with a score from the floor on, or without one."""
    return {
        work_id: {
            bare(t["id"])
            for t in record.get("topics") or []
            if t.get("id") and (t.get("score") is None or t["score"] >= 0.5)
        }
        for work_id, record in counted.staged.items()
    }


@pytest.mark.parametrize(("profile", "variant"), ASKED)
def test_partners_of_every_institution(counted, profile, variant):
    partners_agree(counted, profile, variant)


def partners_agree(counted, profile: str, variant: str) -> None:
    rows = rows_of(counted, "out_substitute", f"profile_id = '{profile}' and variant = '{variant}'")
    if not rows_of(counted, "out_profile", f"profile_id = '{profile}'"):
        assert not rows
        return
    found = defaultdict(dict)
    for row in rows:
        found[row["institution_id"], row["technology_id"], row["trust_set_id"]][row["candidate_id"]] = row
    asked = asked_of(counted, profile, variant, "institution")
    first, last = span(counted.works)
    works = [work for work in counted.works if first <= work.year <= last]
    sets, listed_cells = members(counted, last), set()
    for unit, technology, every in candidates(works, scores_of(counted), topics_of(counted), asked):
        behind = around_unit([w for w in works if technology in w.scopes["high"] and unit in w.institutions], asked)
        behind |= {"first_year": first, "last_year": last}
        for name, inside in sets.items():
            able = [one for one in every if one.institution in inside]
            ranked = sorted(able, key=lambda one: (-float(f"{one.product:.10e}"), one.institution))
            top = [one for one in ranked[:10] if one.product > 0]
            mine = found.get((unit, technology, name), {})
            assert [i for i, row in sorted(mine.items(), key=lambda item: item[1]["rank"])] == [
                one.institution for one in top
            ]
            listed_cells |= {(unit, technology, name)} if top else set()
            for one in top:
                expected = {"capability": one.capability, "similarity": one.similarity, "reach": one.reach}
                expected |= {"product": one.product, "joint_works": one.joint, "candidates": len(able)}
                close(mine[one.institution], expected | behind)
                assert mine[one.institution]["candidate_country"] == asked.home[one.institution]
    assert set(found) == listed_cells


def around_unit(works: list[Work], asked: Asked) -> dict:
    exposed = sum(bool(asked.counterparts(work)) for work in works)
    return {"exposed_works": exposed, "coverage": 1 - sum(map(asked.unknown, works)) / len(works)}


@pytest.mark.parametrize(("profile", "variant"), ASKED)
def test_skill_of_the_ranking(counted, profile, variant):
    skill_agrees(counted, profile, variant)


def skill_agrees(counted, profile: str, variant: str) -> None:
    rows = rows_of(counted, "out_substitute_skill", f"profile_id = '{profile}' and variant = '{variant}'")
    if not rows_of(counted, "out_profile", f"profile_id = '{profile}'"):
        assert not rows
        return
    asked = asked_of(counted, profile, variant, "institution")
    first, last = span(counted.works)
    past = [work for work in counted.works if first - 2 <= work.year <= last - 2]
    met = defaultdict(set)
    for work in (w for w in counted.works if w.year > last - 2):
        for i in known(work.institutions):
            for technology in work.scopes["high"]:
                met[i, technology] |= known(work.institutions)
    measured = defaultdict(list)
    for unit, technology, every in candidates(past, scores_of(counted), topics_of(counted), asked):
        for name, inside in members(counted, last).items():
            new = [one for one in every if one.institution in inside and not one.joint]
            hits = [one for one in new if one.institution in met[unit, technology]]
            if hits and len(hits) < len(new):
                measured[name, "all" if technology == "all" else "each"].append((unit, new, hits))
    assert {(row["trust_set_id"], row["technologies"]) for row in rows} == set(measured)
    for row in rows:
        of = measured[row["trust_set_id"], row["technologies"]]
        expected = means(of) | {"cells": len(of), "new_links": sum(len(hits) for _, _, hits in of)}
        close(row, expected | {"candidates": sum(len(new) for _, new, _ in of)})


def means(of: list[tuple]) -> dict:
    """Mean AUC and average precision of every ranking, and what the product gains on popularity; null for few cells."""
    found, often = {}, [counts(unit) for unit, _, _ in of]
    scored = {ranking: [judged(key, new, hits) for _, new, hits in of] for ranking, key in RANKINGS.items()}
    for n, measure in enumerate(("auc", "map10")):
        for ranking, cells_ in scored.items():
            found[f"{measure}_{ranking}"] = sum(cell[n] for cell in cells_) / len(of)
        gains = [mine[n] - theirs[n] for mine, theirs in zip(scored["product"], scored["popularity"], strict=True)]
        drawn = sum(gain * times for gain, times in zip(gains, often, strict=True)) / np.maximum(sum(often), 1)
        low, high = limits(np.where(sum(often) > 0, drawn, np.nan))
        found |= {f"{measure}_gain": sum(gains) / len(of)}
        found |= {f"{measure}_gain_low": low, f"{measure}_gain_high": high}
    return found if len(of) >= SMALL else dict.fromkeys(found)


RANKINGS = {"product": "product", "popularity": "partners"} | {n: n for n in ("reach", "capability", "similarity")}


def judged(key: str, new: list, hits: list) -> tuple[float, float]:
    """AUC by all pairs, and the average precision of the first ten."""

    def value(one) -> float:
        return float(f"{getattr(one, key):.10e}")

    others = [one for one in new if one not in hits]
    wins = sum((value(a) > value(b)) + (value(a) == value(b)) / 2 for a in hits for b in others)
    ranked = sorted(new, key=lambda one: (-value(one), one.institution))[:10]
    precisions = [
        sum(one in hits for one in ranked[:place]) / place
        for place in range(1, len(ranked) + 1)
        if ranked[place - 1] in hits
    ]
    return wins / (len(hits) * len(others)), sum(precisions) / min(10, len(hits))


@pytest.mark.parametrize("of", ["institution", "country"])
@pytest.mark.parametrize(("profile", "variant"), ASKED)
def test_hindcast_of_every_cut(counted, profile, variant, of):
    rows = rows_of(counted, "out_hindcast", f"profile_id='{profile}' and variant='{variant}' and unit_kind='{of}'")
    if not rows_of(counted, "out_profile", f"profile_id = '{profile}'"):
        assert not rows
        return
    asked = asked_of(counted, profile, variant, of)
    joint, works = (defaultdict(lambda: defaultdict(int)) for _ in range(2))
    outside = asked.w_units if asked.by_country or of == "institution" else ()
    every = cells(counted.works, asked.counterparts, by_country=asked.by_country, of=of)
    for (unit, technology, scope, year), cell in every.items():
        if scope == "high" and unit not in outside:
            for at in ((unit, technology), ("world", technology)):
                joint[at][year] += cell.exposed_works
                works[at][year] += cell.works
    years = {work.year for work in counted.works if known(work.countries)}
    told = {row["cut_year"] for row in rows}
    possible = range(min(years) + 5, max(years) - 2)
    some = any(sum(of.values()) >= SMALL for at, of in joint.items() if at[0] != "world")
    assert told == (set(possible[-10:]) if some else set())
    for row in rows:
        cut = row["cut_year"]
        seen = [at for at in joint if at[0] != "world" and sum(joint[at][cut - n] for n in range(5)) >= SMALL]
        told_of = {at: hindcast_errors(at, joint, works, cut, row["quantity"]) for at in sorted(seen)}
        errors = {at: one for at, one in told_of.items() if one}
        expected = {"cells": len(errors)}
        if len(errors) >= SMALL:
            rule, same, line = (sum(column) / len(errors) for column in zip(*errors.values(), strict=True))
            expected |= {"error_rule": rule, "error_no_change": same, "error_trend": line}
            expected |= {"skill_no_change": 1 - rule / same if same else None}
            expected |= {"skill_trend": 1 - rule / line if line else None}
            expected |= hindcast_limits(errors)
        close(row, expected | {at: expected.get(at) for at in HINDCAST_LIMITS})


HINDCAST_LIMITS = [
    f"{of}_{side}"
    for of in ("error_rule", "error_no_change", "error_trend", "skill_no_change", "skill_trend")
    for side in ("low", "high")
]


def hindcast_limits(errors: dict[tuple, tuple[float, float, float]]) -> dict:
    """Every cell counts as often as its unit does in the replicate."""
    often = sum(counts(unit) for unit, _ in errors)
    drawn = [sum(error[n] * counts(unit) for (unit, _), error in errors.items()) for n in range(3)]
    sides = []
    for error in drawn:
        sides += limits(np.where(often > 0, error / np.maximum(often, 1), np.nan))
    for base in drawn[1:]:
        sides += limits(np.where(base > 0, 1 - drawn[0] / np.where(base > 0, base, 1), np.nan))
    return dict(zip(HINDCAST_LIMITS, sides, strict=True))


def hindcast_errors(at: tuple, joint: dict, works: dict, cut: int, quantity: str) -> tuple | None:
    """By how much the rule, no change and the line err; None where too few works came to speak of a share."""
    if quantity == "joint_works":
        return tuple(abs(one - joint[at][cut + 3]) for one in foretold(at, joint, cut))
    came = works[at][cut + 3]
    if came < SMALL:
        return None
    pairs = list(zip(foretold(at, joint, cut), foretold(at, works, cut), strict=True))
    kept = min(1, pairs[1][0] / pairs[1][1]) if pairs[1][1] else 0
    return tuple(abs((min(1, k / n) if n > 0 else kept) - joint[at][cut + 3] / came) for k, n in pairs)


def foretold(at: tuple, series: dict, cut: int) -> tuple[float, float, float]:
    """The rule, no change, and a straight line by least squares, three years after ``cut``."""
    same = sum(series[at][cut - n] for n in range(3)) / 3
    world = series["world", at[1]]
    now, before = (sum(world[cut - n] for n in span) for span in (range(3), range(3, 6)))
    points = [(cut - n, series[at][cut - n]) for n in range(5)]
    middle, mean = cut - 2, sum(y for _, y in points) / 5
    slope = sum((x - middle) * (y - mean) for x, y in points) / sum((x - middle) ** 2 for x, _ in points)
    return same * (now / before if before >= SMALL else 1), same, max(0, mean + slope * 5)


def is_of(work, row: dict) -> bool:
    is_inside = row["first_year"] <= work.year <= row["last_year"]
    return is_inside and row["institution_id"] in work.institutions and row["technology_id"] in work.scopes["high"]


def limits_of_choice(row: dict, exposed: float, works: float, every: list, w_of) -> None:
    """Wilson's of counts; those of credit redrawn, where ten works and more are exposed in part."""
    found, limits = (row["exposed_share_low"], row["exposed_share_high"]), None
    if row["choice"] != "fractional":
        limits = None if row["is_small"] else wilson(exposed, works)
    elif exposed > 0:
        mine, name = (work for work in every if is_of(work, row)), row["institution_id"]
        credit = [(work.work_id, float(work.institutions[name]), bool(w_of(work))) for work in mine]
        if len(credit) >= 10 and not all(is_exposed for *_, is_exposed in credit):
            top = plain.summed((work, weight) for work, weight, is_exposed in credit if is_exposed)
            limits = plain.ratio_limits(top, plain.summed((work, weight) for work, weight, _ in credit))
    assert found == (pytest.approx(limits, abs=1e-7) if limits else (None, None))


def coverage_of(counted, kind: str) -> dict[tuple, float]:
    """(institution, technology, window, scope) → how much of its works is known, over all years and the last five."""
    first, last = span(counted.works)
    unknown = defaultdict(list)
    for work in counted.works:
        part = float((work.countries if kind == "country" else work.institutions).get("unknown", 0))
        is_large = work.authors > 100 or (work.is_truncated and work.authors >= 100)
        scopes = work.scopes | ({} if is_large else {"without_large_teams": work.scopes["high"]})
        for i, window, scope in product(known(work.institutions), {0, 5 if first <= work.year <= last else 0}, scopes):
            for technology in scopes[scope]:
                unknown[i, technology, window, scope].append(part)
    return {at: 1 - sum(parts) / len(parts) for at, parts in unknown.items()}


@pytest.mark.parametrize(("profile", "variant"), ASKED)
def test_every_choice_of_the_sensitivity_panel(counted, profile, variant):
    if variant == "listed_now":
        return  # a choice among those of the lists
    kind = "country" if variant == "country" else "listed"
    rows = rows_of(counted, "out_sensitivity", f"profile_id = '{profile}' and kind = '{kind}'")
    if not rows_of(counted, "out_profile", f"profile_id = '{profile}'"):
        assert not rows
        return
    w = country_set(counted)
    first, last = span(counted.works)
    then, now = (
        counterparts(counted, profile, variant),
        counterparts(counted, profile, "country" if kind == "country" else "listed_now"),
    )

    def folded(work) -> bool:
        return bool({"CN" if c in ("HK", "MO") else c for c in known(work.countries)} & w)

    sums, covered = defaultdict(lambda: [0, 0]), coverage_of(counted, kind)
    inside_w = in_w(counted, profile, variant, "institution")
    for work in counted.works:
        is_large = work.authors > 100 or (work.is_truncated and work.authors >= 100)
        ways = {"headline": (1, then(work))} | ({} if is_large else {"without_large_teams": (1, then(work))})
        ways |= {"hk_mo_as_cn": (1, folded(work))} if kind == "country" else {"listed_now": (1, now(work))}
        for window in {0, 5 if first <= work.year <= last else 0}:
            for i in known(work.institutions):
                own = ways | {"fractional": (work.institutions[i], then(work))}
                placed = [(t, choice, *way) for t in work.scopes["high"] for choice, way in own.items()]
                placed += [(t, "high_probable", 1, then(work)) for t in work.scopes["high_probable"] - {"all"}]
                for technology, choice, weight, is_exposed in placed:
                    cell = sums[i, technology, window, choice]
                    cell[0] += weight
                    cell[1] += weight * bool(is_exposed)
    found = {(r["institution_id"], r["technology_id"], r["window_years"], r["choice"]): r for r in rows}
    for at, row in found.items():
        works, exposed = sums[at]
        counted_works = sums[(*at[:3], "headline")][0]
        is_small = (counted_works if at[3] == "fractional" else works) < SMALL
        expected = {"works": works, "exposed_works": exposed, "is_small": is_small}
        expected["exposed_share"] = None if is_small else exposed / works
        close(row, expected)
        limits_of_choice(row, exposed, works, counted.works, then)
        scope = at[3] if at[3] in ("high_probable", "without_large_teams") else "high"
        close(row, {"coverage": covered.get((*at[:3], scope))})
        assert row["is_counterpart"] == (at[0] in inside_w)
        if not is_small and counted_works >= SMALL:
            headline = sums[(*at[:3], "headline")]
            close(row, {"difference": exposed / works - headline[1] / headline[0]})
    shown = {
        at for at, (n, _) in sums.items() if at[3] in ("headline", "high_probable") and (at[1] == "all" or n >= SMALL)
    }
    assert {at for at in found if at[3] in ("headline", "high_probable")} == shown
