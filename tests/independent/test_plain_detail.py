"""What stands behind exposure as published equals a plain count from the JSON, to 1e-9."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from plain_detail import Facts, Question, byar, cells, described, facts, uplift
from plain_exposure import known, wilson
from plain_impact import classes
from test_plain_count import PROFILES, SYNTHETIC, counterparts, country_set, rows_of

CLOSE = 1e-9
SMALL = 5


def all_facts(counted) -> list[Facts]:
    if not hasattr(counted, "facts"):
        institutions = described(counted.staged, counted.entities)
        counted.institutions = institutions
        (basis,) = rows_of(counted, "stg_citation_basis", "true")
        judged = classes(counted.staged, counted.entities, basis["citation_reference"])
        counted.facts = [
            facts(w, counted.staged[w.work_id], counted.entities, institutions, judged.get(w.work_id, {}).get("top10"))
            for w in counted.works
        ]
    return counted.facts


def close(row: dict, expected: dict) -> None:
    for name, value in expected.items():
        found = row[name]
        if value is None or found is None:
            assert found is value, (name, found, value, row)
        else:
            assert abs(found - float(value)) <= CLOSE * max(1, abs(value)), (name, found, value, row)


def share(name: str, part: int, whole: int, floor: int = SMALL) -> dict:
    if whole < floor:
        return dict.fromkeys((name, f"{name}_low", f"{name}_high"))
    low, high = wilson(part, whole)
    return {name: part / whole, f"{name}_low": low, f"{name}_high": high}


def ratio(name: str, observed: int, of: int, expected: float, works: int) -> dict:
    names = [name, *(f"{name}_{limit}" for limit in ("low", "high", "byar_low", "byar_high"))]
    if works < SMALL or expected == 0:
        return dict.fromkeys(names)
    low, high = wilson(observed, of)
    limits = low * of / expected, high * of / expected, *byar(observed, expected)
    return dict(zip(names, (observed / expected, *limits), strict=True))


COUNTS = (
    *("works", "exposed_works", "expected_works", "mixed_exposed_works", "mixed_expected_works", "corresponding_works"),
    *("led_by_unit", "led_by_counterpart", "led_elsewhere", "led_unknown", "authorships", "academic_only_works"),
    *("mixed_company_works", "company_only_works", "company_unresolved_works", "counterpart_company_works"),
    *("rated_works", "top10_works", "exposed_rated_works", "exposed_top10_works", "works_with_access"),
)
LED = ("led_by_unit", "led_by_counterpart", "led_elsewhere")


def rates(n: Counter) -> dict:
    works, exposed = n["works"], n["exposed_works"]
    companies = n["mixed_company_works"] + n["company_only_works"]
    found = ratio("exposure_ratio", exposed, works, n["expected_works"], works)
    found |= ratio("mixed_ratio", n["mixed_exposed_works"], n["mixed_works"], n["mixed_expected_works"], works)
    for part in LED:
        found |= share(f"{part}_share", n[part], exposed)
    found["led_unknown_share"] = n["led_unknown"] / exposed if exposed >= SMALL else None
    found |= share("company_share", companies, works)
    found["company_bound_high"] = (companies + n["company_unresolved_works"]) / works if works >= SMALL else None
    found |= share("counterpart_company_share", n["counterpart_company_works"], works)
    found["rating_coverage"] = n["rated_works"] / works
    found |= share("top10_at_stake_share", n["exposed_top10_works"], n["top10_works"])
    found |= share("open_access_share", n["open_access_works"], n["works_with_access"])
    for name in ("dual", "persistent"):
        count = n[f"{name}_authorships"]
        is_shown = count >= SMALL
        found[f"is_{name}_withheld"] = not is_shown
        found[f"{name}_authorships"] = count if is_shown else None
        found |= share(f"{name}_share", count, n["authorships"] if is_shown else 0)
    return found


def top_uplift(n: Counter, compared: list) -> dict:
    pooled, low, high, works = uplift(compared)
    is_shown = min(n["exposed_rated_works"], n["rated_works"] - n["exposed_rated_works"]) >= SMALL
    shown = {"uplift": pooled, "uplift_low": low, "uplift_high": high}
    return {name: value if is_shown else None for name, value in shown.items()} | {"uplift_works": works}


def is_elsewhere(counted, profile: str) -> bool:
    """Synthetic profiles have a warehouse each; the others are counted in the sample and in real works."""
    is_here = bool(rows_of(counted, "out_profile", f"profile_id = '{profile}'"))
    return not is_here or ("shapes" in str(counted.published.path) and not profile.startswith("synthetic-"))


@pytest.mark.slow
@pytest.mark.parametrize("of", ["country", "institution"])
@pytest.mark.parametrize(("profile", "variant"), [*PROFILES, *SYNTHETIC])
def test_what_stands_behind_the_exposure_of_every_unit(counted, profile, variant, of):
    where = f"profile_id = '{profile}' and variant = '{variant}' and unit_kind = '{of}'"
    rows = rows_of(counted, "out_exposure_detail", f"{where} and (window_years = 0 or technology_id = 'all')")
    if is_elsewhere(counted, profile):
        return
    assert rows
    every = all_facts(counted)
    (basis,) = rows_of(counted, "stg_citation_basis", "true")
    assert {row["citation_reference"] for row in rows} == {basis["citation_reference"]}
    question = Question(counterparts(counted, profile, variant), variant == "country", of, counted.institutions)
    by_year: dict = defaultdict(lambda: defaultdict(lambda: (Counter(), [])))
    for at, year, counts, compared in cells(every, question):
        sums, strata = by_year[at][year]
        for name, value in counts.items():
            sums[name] += value
        strata += compared
    for row in rows:
        years = by_year[row["unit_id"], row["technology_id"], row["tag_scope"]]
        inside = [years[year] for year in years if row["first_year"] <= year <= row["last_year"]]
        total: Counter = Counter()
        for counts, _ in inside:
            total.update(counts)
        close(row, {name: total[name] for name in COUNTS} | rates(total))
        close(row, top_uplift(total, [one for _, strata in inside for one in strata]))
    assert {(r["unit_id"], r["technology_id"], r["tag_scope"]) for r in rows if r["window_years"] == 0} == set(by_year)


@pytest.mark.parametrize("of", ["country", "institution"])
def test_who_funds_the_works_of_every_unit(counted, of):
    where = f"profile_id = 'country-only' and unit_kind = '{of}' and window_years in (0, 3)"
    w = country_set(counted)
    found: dict = defaultdict(list)
    every = all_facts(counted)
    homes_of = {name: body.country for name, body in counted.institutions.items()}
    for fact in every:
        homes = {counted.entities.get(funder, {}).get("country_code") for funder in fact.funders}
        is_in, is_open, is_exposed = (
            bool(homes & w),
            None in homes and not homes & w,
            bool(known(fact.work.countries) & w),
        )
        for unit in known(fact.work.countries if of == "country" else fact.work.institutions):
            for scope, technologies in fact.work.scopes.items():
                for name in technologies:
                    seen = (fact.work.year, bool(fact.funders), is_in, is_in and is_exposed, is_open)
                    found[unit, name, scope].append(seen)
    rows = rows_of(counted, "out_funder", where)
    assert {(r["unit_id"], r["technology_id"], r["tag_scope"]) for r in rows} == set(found)
    for row in rows:
        works = found[row["unit_id"], row["technology_id"], row["tag_scope"]]
        seen = [work for work in works if row["first_year"] <= work[0] <= row["last_year"]]
        named, funded, both, unresolved = (sum(column) for column in list(zip(*seen, strict=True))[1:])
        is_small = named < SMALL
        low, high = (None, None) if is_small else wilson(funded, named)
        expected = {"works": len(seen), "works_with_funders": named, "funding_coverage": named / len(seen)}
        expected |= {"counterpart_funded_works": funded, "exposed_counterpart_funded_works": both}
        expected |= {"unresolved_works": unresolved, "is_small": is_small}
        expected |= {"counterpart_funded_low": low, "counterpart_funded_high": high}
        for name in ("counterpart_funded_share", "bound_low"):
            expected[name] = None if is_small else funded / named
        expected["is_counterpart"] = (row["unit_id"] if of == "country" else homes_of[row["unit_id"]]) in w
        close(row, expected | {"bound_high": None if is_small else (funded + unresolved) / named})


def test_what_companies_have_in_every_technology(counted):
    found: dict = defaultdict(list)
    for fact in all_facts(counted):
        homes = {counted.institutions[i].country for i in fact.companies} - {None}
        for scope, technologies in fact.work.scopes.items():
            for name in technologies:
                found[name, scope].append((fact.work.year, homes | ({"all"} if fact.companies else set()), fact))
    rows = rows_of(counted, "out_company", "true")
    assert len(rows) > 100
    for row in rows:
        works = found[row["technology_id"], row["tag_scope"]]
        seen = [work for work in works if row["first_year"] <= work[0] <= row["last_year"]]
        here = [fact.role for _, homes, fact in seen if row["country_code"] in homes]
        roles = Counter(fact.role for _, _, fact in seen)
        unresolved = sum(fact.is_open and not fact.companies for _, _, fact in seen)
        expected = {"works": len(seen), "coverage": 1 - roles["unknown"] / len(seen), "company_works": len(here)}
        expected |= {"mixed_works": here.count("mixed"), "company_only_works": here.count("company_only")}
        expected |= {"academic_only_works": roles["academic_only"], "unknown_works": roles["unknown"]}
        expected |= {"unresolved_works": unresolved} | share("company_share", len(here), len(seen))
        is_small = len(seen) < SMALL
        expected["is_small"] = is_small
        close(row, expected | {"bound_high": None if is_small else (len(here) + unresolved) / len(seen)})
    at = {(r["country_code"], r["technology_id"], r["tag_scope"]) for r in rows if r["window_years"] == 0}
    assert at == {(home, *cell) for cell, works in found.items() for _, homes, _ in works for home in homes}
