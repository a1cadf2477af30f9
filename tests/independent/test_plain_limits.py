"""Limits of impact, concentration, pairs and places, resampled once more from the records in plain numbers."""

from __future__ import annotations

import random
from collections import defaultdict

import numpy as np
import plain_bootstrap as plain
import pytest
from plain_exposure import Work, known
from plain_impact import SMALL, TOPS, classes, country_points, distance, institutions
from test_plain_count import PROFILES, SYNTHETIC, counterparts, rows_of
from test_plain_detail import all_facts
from test_plain_partners import partners

CLOSE = 1e-7
"""Credit is put on a grid of 2^-24 before it is drawn."""
FEW = 12
"""Rows looked at of each table, drawn anew nowhere: the same on every run."""


def some(rows: list[dict]) -> list[dict]:
    rows = sorted(rows, key=lambda row: [str(row[name]) for name in sorted(row)])
    return random.Random(5).sample(rows, min(FEW, len(rows)))  # noqa: S311 - seeded, guards nothing


def works_of(counted, row: dict) -> list[Work]:
    inside = (work for work in counted.works if row["first_year"] <= work.year <= row["last_year"])
    return [work for work in inside if row["technology_id"] in work.scopes[row["tag_scope"]]]


def units(work: Work, kind: str) -> dict:
    return work.countries if kind == "country" else work.institutions


def close(row: dict, name: str, expected: tuple[float, float] | None) -> None:
    found = (row[f"{name}_low"], row[f"{name}_high"])
    assert found == ((None, None) if expected is None else pytest.approx(expected, rel=CLOSE, abs=CLOSE)), name


@pytest.fixture(scope="module")
def judged(counted) -> dict[str, dict]:
    (basis,) = rows_of(counted, "stg_citation_basis", "true")
    return classes(counted.staged, counted.entities, basis["citation_reference"])


def test_limits_of_impact(counted, judged):
    rows = rows_of(counted, "out_impact", "works_measured between 10 and 80")
    assert rows
    for row in some(rows):
        kind, unit = row["unit_kind"], row["unit_id"]
        on = [w for w in works_of(counted, row) if unit in units(w, kind) and w.work_id in judged]
        full = [(w.work_id, 1.0, judged[w.work_id]) for w in on]
        shared = [(w.work_id, float(units(w, kind)[unit]), judged[w.work_id]) for w in on]
        numbers = {"pp_top10": ("top10", full), "mncs": ("ncs", full), "mncs_fractional": ("ncs", shared)}
        numbers |= {f"pp_top{x}_fractional": (f"top{x}", shared) for x in TOPS}
        for name, (value, seen) in numbers.items():
            top = plain.summed((work, float(of[value]) * share) for work, share, of in seen)
            stability(row, name, plain.ratio_limits(top, plain.summed((work, share) for work, share, _ in seen)))


def stability(row: dict, name: str, limits: tuple[float, float] | None) -> None:
    close(row, f"{name}_stability", limits if limits and limits[0] < limits[1] else None)


def test_limits_of_collaboration(counted):
    bodies, points = institutions(counted.staged, counted.entities), country_points()
    rows = rows_of(counted, "out_impact", "works between 10 and 80 and works_located >= 10")
    assert rows
    for row in some(rows):
        kind, unit = row["unit_kind"], row["unit_id"]
        on = [work for work in works_of(counted, row) if unit in units(work, kind)]
        weight = {work.work_id: float(units(work, kind)[unit]) for work in on}
        abroad = [work.work_id for work in on if len(known(work.countries)) > 1]
        firms = [w.work_id for w in on if any(bodies[i]["type"] == "company" for i in known(w.institutions))]
        whole = plain.summed(weight.items())
        for name, some_of in (("pp_int_collab_fractional", abroad), ("pp_industry_fractional", firms)):
            stability(row, name, plain.ratio_limits(plain.summed((w, weight[w]) for w in some_of), whole))
        km = {w.work_id: distance(counted.staged[w.work_id], counted.entities, bodies, points) for w in on}
        placed = {work: far for work, far in km.items() if far is not None}
        far, places = plain.summed(placed.items()), plain.summed((work, 1.0) for work in placed)
        limits = plain.ratio_limits(far, places)
        found = row["mgcd_km_stability_low"], row["mgcd_km_stability_high"]
        # Distances lie on a grid of 1000 km / 2^24, and two formulas of one differ by some micrometres.
        is_wide = limits and limits[1] - limits[0] > 1e-3
        assert found == (pytest.approx(limits, abs=1e-3) if is_wide else (None, None))


def test_few_works_have_no_limits_of_impact(counted):
    assert not rows_of(counted, "out_impact", "works_measured < 10 and mncs_stability_low is not null")
    many = rows_of(counted, "out_impact", "works_measured >= 10")
    assert all(row["mncs_stability_low"] is not None for row in many if row["mncs"] > 0)


@pytest.mark.parametrize("kind", ["country", "institution"])
def test_limits_of_concentration(counted, kind):
    all_facts(counted)
    homes = {name: one.country for name, one in counted.institutions.items()}
    rows = rows_of(counted, "out_partner", f"unit_kind = '{kind}' and partnered_works between 10 and 80")
    for row in some(rows):
        joint: dict[str, list] = defaultdict(list)
        for work in works_of(counted, row):
            is_large = work.authors > 100 or (work.is_truncated and work.authors >= 100)
            if row["unit_id"] in units(work, kind) and not is_large:
                for partner in partners(work, row["unit_id"], kind, row["partner_kind"], homes):
                    joint[partner].append((work.work_id, 1.0))
        drawn = [plain.summed(works) for works in joint.values()]
        links = sum(drawn)
        top, bottom = sum(n * n - 2 * n for n in drawn), links * links - 2 * links
        limits = plain.limits([min(1, max(0, a / b)) if b > 0 else None for a, b in zip(top, bottom, strict=True)])
        close(row, "hhi", limits if len(joint) > 1 else None)
        whole = sum(len(works) for works in joint.values())
        pushed = [(limit * (whole - 1) + 1) / whole for limit in limits] if limits else []
        close(row, "hhi_plug_in", pushed if len(joint) > 1 else None)
        close(row, "effective_partners", [1 / limit for limit in reversed(pushed)] if len(joint) > 1 else None)


@pytest.mark.parametrize("kind", ["country", "institution"])
def test_limits_of_pairs(counted, kind):
    table = f"out_{kind}_pair"
    assert not rows_of(counted, table, "joint_works < 10 and association_strength_bootstrap_low is not null")
    rows = rows_of(counted, table, f"joint_works >= 10 and {newest_of(counted) if kind == 'institution' else 'true'}")
    for row in some(rows)[:6]:
        x, y = row[f"{kind}_x"], row[f"{kind}_y"]
        on = [(work.work_id, known(units(work, kind))) for work in works_of(counted, row)]
        joint = plain.summed((work, 1.0) for work, found in on if {x, y} <= found)
        of_x, of_y = (plain.summed((w, len(found) - 1.0) for w, found in on if unit in found) for unit in (x, y))
        world = plain.summed((work, len(found) * (len(found) - 1) / 2) for work, found in on)
        close(row, "ric_bootstrap", plain.ratio_limits(joint * (world - of_x), of_x * (of_y - joint)))
        close(row, "association_strength_bootstrap", plain.ratio_limits(2 * joint * world, of_x * of_y))


def newest_of(counted) -> str:
    """The last five years, or all where there are no five: which alone are resampled for institutions."""
    years = [work.year for work in counted.works]
    span = 5 if max(years) - min(years) >= 5 else 0
    newest = f"window_years = {span} and last_year = {max(years)}"
    assert not rows_of(counted, "out_institution_pair", f"not ({newest}) and ric_bootstrap_low is not null")
    return newest


@pytest.mark.parametrize(("profile", "variant"), [PROFILES[0], *SYNTHETIC[:2]])
def test_limits_of_the_exposure_ratio(counted, profile, variant):
    where = f"profile_id = '{profile}' and variant = '{variant}' and exposed_works > 0 and exposed_works < works"
    rows = rows_of(counted, "out_exposure_detail", f"{where} and works between 10 and 80")
    if not rows_of(counted, "out_profile", f"profile_id = '{profile}'"):
        assert not rows
        return
    w_of = counterparts(counted, profile, variant)
    for row in some(rows):
        expected = expectations(counted, row, w_of)
        on = [work for work in works_of(counted, row) if row["unit_id"] in units(work, row["unit_kind"])]
        observed = plain.summed((work.work_id, 1.0) for work in on if w_of(work))
        parts = (
            (work.work_id, expected[stratum, work.year] * part) for work in on for stratum, part in strata(work, row)
        )
        close(row, "exposure_ratio_stability", plain.ratio_limits(observed, plain.summed(parts)))


def strata(work: Work, row: dict) -> list[tuple[str, float]]:
    if row["technology_id"] != "all":
        return [(row["technology_id"], 1.0)]
    technologies = work.scopes[row["tag_scope"]] - {"all"}
    return [(name, 1 / len(technologies)) for name in technologies] or [("none", 1.0)]


def expectations(counted, row: dict, w_of) -> dict[tuple[str, int], float]:
    """The world's exposed share by stratum and year."""
    world: dict[tuple[str, int], float] = defaultdict(float)
    exposed: dict[tuple[str, int], float] = defaultdict(float)
    for work in works_of(counted, row):
        for stratum, part in strata(work, row):
            world[stratum, work.year] += part
            exposed[stratum, work.year] += part * bool(w_of(work))
    return {at: exposed[at] / every for at, every in world.items()}


@pytest.mark.parametrize("kind", ["country", "institution"])
def test_limits_of_places(counted, judged, kind):
    newest = max(work.year for work in counted.works)
    where = f"unit_kind = '{kind}' and tag_scope = 'high_probable' and last_year = {newest}"
    rows = rows_of(counted, "out_league", f"{where} and rank_p_top10_low is not null")
    assert {row["window_years"] for row in rows} <= {0, 3, 5}
    for technology, window in sorted({(row["technology_id"], row["window_years"]) for row in rows})[:6]:
        every = rows_of(
            counted, "out_league", f"{where} and technology_id = '{technology}' and window_years = {window}"
        )
        places_agree(counted, judged, kind, {row["unit_id"]: row for row in every})


def places_agree(counted, judged: dict, kind: str, league: dict[str, dict]) -> None:
    on: dict[str, list] = defaultdict(list)
    for work in works_of(counted, next(iter(league.values()))):
        for unit in known(units(work, kind)) if work.work_id in judged else ():
            on[unit].append((work.work_id, float(judged[work.work_id]["top10"])))
    tops = {unit: plain.summed(on[unit]) for unit in league}
    wholes = {unit: plain.summed((work, 1.0) for work, _ in on[unit]) for unit in league}
    shares = {unit: np.where(wholes[unit] > 0, tops[unit] / np.maximum(wholes[unit], 1), -1) for unit in league}
    shares = {unit: share for unit, share in shares.items() if len(on[unit]) >= SMALL}
    for unit, row in league.items():
        is_shown = len(on[unit]) >= 10 and sum(top for _, top in on[unit]) > 0
        for name, values in (("rank_p_top10", tops), ("rank_pp_top10", shares)):
            place = 1 + sum(other > values[unit] for other in values.values()) if is_shown else []
            close(row, name, plain.limits(list(place)))
