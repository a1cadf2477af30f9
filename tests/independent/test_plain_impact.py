"""Every column of impact, league and technology windows against the plain count, to 1e-9."""

from __future__ import annotations

from collections import defaultdict

import pytest
from plain_exposure import known, wilson
from plain_impact import SMALL, TOPS, Impact, cells, classes, country_points, distance, h_index, institutions, windows

CLOSE = 1e-9
SPANS = (0, 3)
ALL = ("all", "high")


def rows_of(counted, table: str, where: str) -> list[dict]:
    return counted.published.rows(f"select * from {table} where {where}")


def close(found: float | None, expected: float | None) -> None:
    if expected is None:
        assert found is None
    else:
        assert found == pytest.approx(float(expected), rel=CLOSE, abs=CLOSE)


@pytest.fixture(scope="module")
def basis(counted) -> str:
    (row,) = rows_of(counted, "stg_citation_basis", "true")
    return row["citation_reference"]


@pytest.fixture(scope="module")
def bodies(counted) -> dict[str, dict]:
    return institutions(counted.staged, counted.entities)


@pytest.fixture(scope="module")
def facts(counted, basis, bodies) -> dict[str, dict]:
    """Work id → what each unit on it gets."""
    judged, points = classes(counted.staged, counted.entities, basis), country_points()
    return {
        work.work_id: {
            "class": judged.get(work.work_id),
            "international": len(known(work.countries)) > 1,
            "industry": any(bodies[i]["type"] == "company" for i in known(work.institutions)),
            "km": distance(counted.staged[work.work_id], counted.entities, bodies, points),
            "cited": counted.staged[work.work_id].get("cited_by_count") or 0,
        }
        for work in counted.works
    }


@pytest.fixture(scope="module")
def counts(counted, facts) -> dict[tuple[int, int], dict[tuple, Impact]]:
    """(window_years, last_year) → cells."""
    spans = [span for span in windows(work.year for work in counted.works) if span[0] in SPANS]
    return {(years, last): cells(counted.works, facts, (first, last)) for years, first, last in spans}


def test_what_citations_are_judged_against_is_one_for_the_whole_build_and_said(counted, basis):
    for table in ("out_impact", "out_league", "out_technology_window"):
        assert {r["citation_reference"] for r in rows_of(counted, table, "true")} == {basis}
    slices = "sample" in str(counted.published.path)
    assert basis == ("openalex" if slices else "corpus")


def test_citation_classes_of_every_work(counted, facts):
    found = {r["work_id"]: r for r in rows_of(counted, "ind_citation_class", "true")}
    assert set(found) == {work_id for work_id, of in facts.items() if of["class"]}
    for work_id, row in found.items():
        expected = facts[work_id]["class"]
        for name in (*(f"top{x}" for x in TOPS), "ncs"):
            close(float(row[name]), expected[name])
        assert row["is_pooled"] == expected["is_pooled"]


def test_largest_distance_of_every_work(counted, facts):
    found = {r["work_id"]: r["distance_km"] for r in rows_of(counted, "ind_work_distance", "true")}
    assert set(found) == {work_id for work_id, of in facts.items() if of["km"] is not None}
    for work_id, km in found.items():
        # Two formulas of one distance differ by some micrometres at the antipodes and for neighbours.
        assert km == pytest.approx(facts[work_id]["km"], abs=1e-5, rel=CLOSE)


def test_impact_of_every_unit_technology_and_scope(counted, counts):
    for (years, last), expected in counts.items():
        rows = rows_of(counted, "out_impact", f"window_years = {years} and last_year = {last}")
        found = {(r["unit_kind"], r["unit_id"], r["technology_id"], r["tag_scope"]): r for r in rows}
        assert set(found) == {at for at in expected if at[1] != "world"}
        for at, row in found.items():
            kind, unit, technology, scope = at
            world = [expected[kind, "world", *of].sums["works"] for of in ((technology, scope), ALL)]
            agrees(row, expected[at].sums, expected[kind, unit, *ALL].sums["works"], *world)


def agrees(row: dict, sums: dict[str, float], works_all: float, world: float, world_all: float) -> None:
    n, judged = sums["works"], sums["works_measured"]
    counts = ("works", "works_measured", "works_pooled", "international_works", "industry_works", "works_located")
    assert {name: row[name] for name in counts} == {name: sums[name] for name in counts}
    assert row["is_small"] == (n < SMALL)
    expected = {"works_fractional": sums["works_fractional"], "coverage": 1 - sums["unknown"] / n}
    expected["measured_share"] = judged / n
    for x in TOPS:
        expected |= {f"p_top{x}": sums[f"top{x}"], f"p_top{x}_fractional": sums[f"top{x}_fractional"]}
        expected[f"pp_top{x}"] = sums[f"top{x}"] / judged if judged >= SMALL else None
        of = sums[f"top{x}_fractional"] / sums["measured_fractional"] if judged >= SMALL else None
        expected[f"pp_top{x}_fractional"] = of
        low, high = wilson(sums[f"top{x}"], judged) if judged >= SMALL else (None, None)
        expected |= {f"pp_top{x}_low": low, f"pp_top{x}_high": high}
    expected["mncs"] = sums["ncs"] / judged if judged >= SMALL else None
    expected["mncs_fractional"] = sums["ncs_fractional"] / sums["measured_fractional"] if judged >= SMALL else None
    for name, counted in (("pp_int_collab", "international"), ("pp_industry", "industry")):
        k = sums[f"{counted}_works"]
        low, high = wilson(k, n)
        rates = {name: k / n, f"{name}_low": low, f"{name}_high": high}
        rates[f"{name}_fractional"] = sums[f"{counted}_fractional"] / sums["works_fractional"]
        expected |= {rate: value if n >= SMALL else None for rate, value in rates.items()}
    index = n / works_all / (world / world_all)
    special = {"specialisation": index, "specialisation_symmetric": (index - 1) / (index + 1)}
    low, high = wilson(n, works_all) if n < works_all else (None, None)
    special |= {"specialisation_low": low and low * world_all / world}
    special |= {"specialisation_high": high and high * world_all / world}
    for side in ("low", "high"):
        limit = special[f"specialisation_{side}"]
        special[f"specialisation_symmetric_{side}"] = None if limit is None else (limit - 1) / (limit + 1)
    expected |= {name: value if n >= SMALL else None for name, value in special.items()}
    for name, value in expected.items():
        close(row[name], value)
    located = sums["works_located"]
    if located >= SMALL:
        assert row["mgcd_km"] == pytest.approx(sums["km"] / located, abs=1e-5, rel=CLOSE)
    else:
        assert row["mgcd_km"] is None


def test_league_of_every_technology(counted, counts):
    for (years, last), expected in counts.items():
        where = f"window_years = {years} and last_year = {last}"
        tables: dict[tuple, dict[str, dict]] = defaultdict(dict)
        for row in rows_of(counted, "out_league", where):
            tables[row["unit_kind"], row["technology_id"], row["tag_scope"]][row["unit_id"]] = row
        shown: dict[tuple, dict[str, Impact]] = defaultdict(dict)
        for (kind, unit, technology, scope), cell in expected.items():
            if unit != "world" and cell.sums["works"] >= SMALL:
                shown[kind, technology, scope][unit] = cell
        assert {at: set(units) for at, units in tables.items()} == {at: set(units) for at, units in shown.items()}
        for at, units in shown.items():
            league_agrees(tables[at], units)


def league_agrees(found: dict[str, dict], units: dict[str, Impact]) -> None:
    for unit, cell in units.items():
        row = found[unit]
        assert row["works"] == cell.sums["works"]
        assert row["works_measured"] == cell.sums["works_measured"]
        assert row["h_index"] == h_index(cell.citations)
        close(row["p_top10"], cell.sums["top10"])
        close(row["coverage"], 1 - cell.sums["unknown"] / cell.sums["works"])
        judged = cell.sums["works_measured"]
        close(row["pp_top10"], cell.sums["top10"] / judged if judged >= SMALL else None)
        limits = wilson(cell.sums["top10"], judged) if judged >= SMALL else (None, None)
        for side, limit in zip(("low", "high"), limits, strict=True):
            close(row[f"pp_top10_{side}"], limit)
        for rank, name in (("rank_works", "works"), ("rank_h_index", "h_index"), ("rank_p_top10", "p_top10")):
            assert row[rank] == 1 + sum(round(other[name], 11) > round(row[name], 11) for other in found.values())
        if row["pp_top10"] is None:
            assert row["rank_pp_top10"] is None
        else:
            judged = [o["pp_top10"] for o in found.values() if o["pp_top10"] is not None]
            assert row["rank_pp_top10"] == 1 + sum(round(one, 11) > round(row["pp_top10"], 11) for one in judged)


def test_companies_and_leadership_of_every_technology(counted, counts, bodies):
    levels = set()
    for (years, last), expected in counts.items():
        rows = rows_of(counted, "out_technology_window", f"window_years = {years} and last_year = {last}")
        at = {(technology, scope) for _, unit, technology, scope in expected if unit == "world"}
        # A work without any known country or institution is a work of the world all the same.
        assert {(r["technology_id"], r["tag_scope"]) for r in rows} == at
        for row in rows:
            levels.add(technology_agrees(row, expected, bodies))
    assert {"low", None} <= levels


def technology_agrees(row: dict, expected: dict[tuple, Impact], bodies: dict[str, dict]) -> str | None:
    technology, scope = row["technology_id"], row["tag_scope"]
    world = expected["institution", "world", technology, scope].sums
    n, k = world["works"], world["industry_works"]
    assert (row["works"], row["industry_works"], row["works_measured"]) == (n, k, world["works_measured"])
    close(row["coverage"], 1 - world["unknown"] / n)
    assert row["is_small"] == (n < SMALL)
    close(row["p_top10"], world["top10"])
    shares = (k / n, *wilson(k, n)) if n >= SMALL else (None,) * 3
    for name, value in zip(("industry_share", "industry_share_low", "industry_share_high"), shares, strict=True):
        close(row[name], value)
    score: dict[str, dict[str, tuple[float, float]]] = {"country": {}, "institution": {}}
    for (kind, unit, t, s), cell in expected.items():
        top = cell.sums["top10_fractional"]
        if (t, s) == (technology, scope) and unit != "world" and top > 0:
            # Rounded, as equal scores added up in another order are not equal to the last digit.
            score[kind][unit] = (-round(top, 11), -round(cell.sums["works_fractional"], 11))
    countries, leaders = (sorted(of, key=lambda u: (*of[u], u)) for of in score.values())
    leaders = leaders[:10]
    if not countries:
        assert row["lead_country"] is None
        assert row["leadership"] is None
        return None
    first, second = (-score["country"][c][0] for c in (*countries[:2], *countries[:1])[:2])
    second = second if len(countries) > 1 else 0
    inside = sum(bodies[i]["country"] == countries[0] for i in leaders)
    assert row["lead_country"] == countries[0]
    assert row["second_country"] == (countries[1] if len(countries) > 1 else None)
    assert (row["institutions_ranked"], row["institutions_in_lead"]) == (len(leaders), inside)
    close(row["lead_p_top10"], first)
    close(row["second_p_top10"], second)
    close(row["lead_ratio"], first / second if second else None)
    level = (
        "high" if inside >= 8 and first >= 3 * second else "medium" if inside >= 5 and first >= 2 * second else "low"
    )
    assert row["leadership"] == (level if len(leaders) == 10 and world["works_measured"] >= SMALL else None)
    return row["leadership"]
