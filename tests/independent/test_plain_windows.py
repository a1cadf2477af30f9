"""Every column of the yearly and the windowed exposure of every unit against the plain count, limits included."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import fields
from functools import reduce

import plain_bootstrap as plain
import pytest
from plain_exposure import Cell, cells, known, wilson
from plain_impact import windows
from scipy.stats import binom
from test_plain_count import PROFILES, SYNTHETIC, agrees, close, counterparts, country_set, listed, rows_of

CLOSE = 1e-9
ASKED = [PROFILES[0], SYNTHETIC[0], SYNTHETIC[4], ("us-dod-1286", "listed_now")]
EVERY = pytest.mark.parametrize(("profile", "variant"), ASKED)
KINDS = pytest.mark.parametrize("kind", ["country", "institution"])
IDS = {"country": "country_code", "institution": "institution_id"}
LIMITS = ("exposed_fractional", "counterpart_mass", "exposed_share_stability")


def is_here(counted, profile: str) -> bool:
    """Lists of synthetic profiles are met in the sample, those that are shipped in the real works."""
    is_met = profile == "country-only" or profile.startswith("synthetic") != ("real" in str(counted.published.path))
    return is_met and bool(rows_of(counted, "out_profile", f"profile_id = '{profile}'"))


def added(one: Cell, other: Cell) -> Cell:
    return Cell(**{field.name: getattr(one, field.name) + getattr(other, field.name) for field in fields(Cell)})


def names_of(counted, kind: str) -> dict[str, tuple]:
    if kind == "country":
        rows = rows_of(counted, "ref_country", "true")
        return {r["country_code"]: (r["country_name"], r["iso3"]) for r in rows}
    rows = rows_of(counted, "stg_institution", "true")
    return {r["institution_id"]: (r["institution_name"], r["country_code"]) for r in rows}


def in_w(counted, profile: str, variant: str, kind: str) -> set[str]:
    """Units that belong to W: of countries the countries themselves, of lists the institutions ever on them."""
    if variant == "country" and kind == "country":
        return country_set(counted)
    if variant == "country":
        homes = {name: country for name, (_, country) in names_of(counted, kind).items()}
        return {name for name, country in homes.items() if country in country_set(counted)}
    return {name for name, mine in listed(counted, profile).items() if mine} if kind == "institution" else set()


def says_who(row: dict, kind: str, names: dict[str, tuple], inside: set[str]) -> None:
    unit = row[IDS[kind]]
    second = row["iso3" if kind == "country" else "country_code"]
    assert (row[f"{kind}_name"], second) == names.get(unit, (None, None))
    assert row["is_counterpart"] == (unit in inside)
    assert row["hk_mo"] == "own"


def rest(row: dict, cell: Cell) -> None:
    n, k = cell.works, cell.international_works
    close(row["international_share_high"], wilson(k, n)[1] if n >= 5 else None)


@pytest.mark.slow
@KINDS
@EVERY
def test_what_a_year_says_beside_its_counts(counted, profile, variant, kind):
    if not is_here(counted, profile):
        return
    years = cells(counted.works, counterparts(counted, profile, variant), by_country=variant == "country", of=kind)
    names, inside = names_of(counted, kind), in_w(counted, profile, variant, kind)
    for row in rows_of(counted, f"out_{kind}_year", f"profile_id = '{profile}' and variant = '{variant}'"):
        at = row[IDS[kind]], row["technology_id"], row["tag_scope"]
        cell, before = years[*at, row["year"]], years.get((*at, row["year"] - 1))
        change = before and float(before.unknown / before.works - cell.unknown / cell.works)
        close(row["coverage_change"], change)
        assert row["is_coverage_break"] == (abs(round(change or 0, 9)) > 0.05)
        rest(row, cell)
        says_who(row, kind, names, inside)


@pytest.mark.slow
@KINDS
@EVERY
def test_every_window_of_every_unit(counted, profile, variant, kind):
    if not is_here(counted, profile):
        return
    years: dict[tuple, dict[int, Cell]] = defaultdict(dict)
    w_of = counterparts(counted, profile, variant)
    for (*at, year), cell in cells(counted.works, w_of, by_country=variant == "country", of=kind).items():
        years[tuple(at)][year] = cell
    expected = {}
    for size, first, last in windows(work.year for work in counted.works):
        for at, series in years.items() if size != 1 else ():
            inside = [cell for year, cell in series.items() if first <= year <= last]
            if inside:
                expected[*at, size, first, last] = reduce(added, inside)
    rows = rows_of(counted, f"out_{kind}_window", f"profile_id = '{profile}' and variant = '{variant}'")
    key = (IDS[kind], "technology_id", "tag_scope", "window_years", "first_year", "last_year")
    found = {tuple(row[name] for name in key): row for row in rows}
    assert set(found) == set(expected)
    names, inside_w = names_of(counted, kind), in_w(counted, profile, variant, kind)
    for at, row in found.items():
        agrees(row, expected[at])
        rest(row, expected[at])
        says_who(row, kind, names, inside_w)
        has_limits(row)


def has_limits(row: dict) -> None:
    """The closed form in every row; of the sampled limits here only where they are and where they lie."""
    n, k = row["works"], row["exposed_works"]
    is_drawn = n >= 10 and k > 0
    is_shown = {name: is_drawn and (k < n or name == "counterpart_mass") for name in LIMITS}
    assert {name: row[f"{name}_low"] is not None for name in LIMITS} == is_shown
    if is_shown["exposed_share_stability"]:
        for side, tail in (("low", 0.025), ("high", 0.975)):
            assert row[f"exposed_share_stability_{side}"] == pytest.approx(binom.ppf(tail, n, k / n) / n, abs=CLOSE)
        assert 0 <= row["exposed_fractional_low"] <= row["exposed_fractional_high"] <= 1


@KINDS
@EVERY
def test_sampled_limits_of_some_windows(counted, profile, variant, kind):
    if not is_here(counted, profile):
        return
    where = f"profile_id = '{profile}' and variant = '{variant}' and exposed_fractional_low is not null and works < 80"
    rows = rows_of(counted, f"out_{kind}_window", where)
    rows = sorted(rows, key=lambda row: [str(row[name]) for name in sorted(row)])
    w_of = counterparts(counted, profile, variant)
    for row in random.Random(7).sample(rows, min(6, len(rows))):  # noqa: S311 - seeded, guards nothing
        on = [work for work in counted.works if row["first_year"] <= work.year <= row["last_year"]]
        on = [work for work in on if row["technology_id"] in work.scopes[row["tag_scope"]]]
        credit = [(work, getattr(work, SIDE[kind]).get(row[IDS[kind]])) for work in on]
        credit = [(work, float(share)) for work, share in credit if share]
        side = "countries" if variant == "country" else "institutions"
        exposed = [(work, share, float(sum(getattr(work, side)[u] for u in w_of(work)))) for work, share in credit]
        exposed = [one for one in exposed if one[2]]
        whole = plain.summed((work.work_id, share) for work, share in credit)
        part = plain.summed((work.work_id, share) for work, share, _ in exposed)
        mass = plain.limits([float(x) for x in plain.summed((work.work_id, of_w) for work, _, of_w in exposed)])
        found = {name: (row[f"{name}_low"], row[f"{name}_high"]) for name in LIMITS}
        assert found["exposed_fractional"] == pytest.approx(plain.ratio_limits(part, whole), abs=1e-7)
        assert found["counterpart_mass"] == pytest.approx(mass, abs=1e-6)


SIDE = {"country": "countries", "institution": "institutions"}


def test_every_unit_of_a_window_stands_on_a_work(counted):
    for kind in IDS:
        rows = counted.published.rows(f"select distinct {IDS[kind]} as unit from out_{kind}_window")
        assert {row["unit"] for row in rows} == set().union(*(known(getattr(w, SIDE[kind])) for w in counted.works))
