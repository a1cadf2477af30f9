"""Families, groups of countries and of technologies and items of lists equal a plain count from the JSON, to 1e-9."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from plain_exposure import Cell, Work, known, wilson
from plain_listings import bodies
from plain_works import UNKNOWN
from test_plain_count import close, counterparts, rows_of

from analytics.settings import REPOSITORY

SMALL = 5
TECHNOLOGIES = REPOSITORY / "data/taxonomies/technologies"


def wider_technologies() -> dict[str, set[tuple[str, str]]]:
    """Technology → its group and the items of official lists it answers to."""
    found = {}
    for path in TECHNOLOGIES.glob("*.toml"):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        items = {("item", f"{entry['list']}:{entry['code']}") for entry in document["official"]}
        found[path.stem] = {("group", document["group"]), *items}
    return found


def families(counted) -> dict[str, set[str]]:
    """Institution → heads of its families, those with two members on staged works."""
    known_bodies = bodies(counted.staged, counted.entities)
    heads = {name: {name, *body.lineage} for name, body in known_bodies.items()}
    members = Counter(head for mine in heads.values() for head in mine)
    return {name: {head for head in mine if members[head] > 1} for name, mine in heads.items()}


def groups_on(day: date) -> dict[str, set[str]]:
    """Country → the groups it belongs to on ``day``."""
    found = defaultdict(set)
    with (REPOSITORY / "data/countries/groups.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            begun = not row["valid_from"] or date.fromisoformat(row["valid_from"]) <= day
            if begun and (not row["valid_until"] or day < date.fromisoformat(row["valid_until"])):
                found[row["country_code"]].add(row["group_id"])
    return found


def wider_units(work: Work, heads: dict[str, set[str]]) -> dict[tuple[str, str], Fraction]:
    """Families and groups of countries on ``work`` with their credit."""
    found: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for institution in known(work.institutions):
        for head in heads[institution]:
            found["family", head] += work.institutions[institution]
    groups = groups_on(work.published)
    for country in known(work.countries):
        for group in groups[country]:
            found["country_group", group] += work.countries[country]
    return found


def expected_cells(counted, profile: str, variant: str) -> dict[tuple, Cell]:
    """(unit kind, unit, home kind, home, year) → cell."""
    w_of, wider, heads = counterparts(counted, profile, variant), wider_technologies(), families(counted)
    found: dict[tuple, Cell] = defaultdict(Cell)
    for work in counted.works:
        technologies = work.scopes["high"]
        above = {home for name in technologies - {"all"} for home in wider.get(name, ())}
        own = {("institution", i): work.institutions[i] for i in known(work.institutions)}
        own |= {("country", i): work.countries[i] for i in known(work.countries)}
        at_home = {("technology", name) for name in technologies} | {home for home in above if home[0] == "group"}
        side = work.countries if variant == "country" else work.institutions
        w = w_of(work)
        mass, unknown = sum((side[unit] for unit in w), Fraction(0)), side.get(UNKNOWN, Fraction(0))
        wide = wider_units(work, heads)
        for units, homes in ((wide, at_home), (own, above)):
            for unit, home in product(units, homes):
                found[(*unit, *home, work.year)].add(work, units[unit], mass, unknown, bool(w))
    return found


def windowed(years: dict[tuple, Cell], size: int, last: int) -> dict[tuple, list[Cell]]:
    found = defaultdict(list)
    for (*home, year), cell in years.items():
        if not size or last - size < year <= last:
            found[tuple(home)].append(cell)
    return found


@pytest.mark.parametrize(("profile", "variant"), [("country-only", "country"), ("us-dod-1286", "listed_then")])
def test_cells_of_every_home(counted, profile, variant):
    years = expected_cells(counted, profile, variant)
    newest = max(work.year for work in counted.works)
    where = f"profile_id = '{profile}' and variant = '{variant}'"
    for size, last in ((0, newest), (5, newest - 1), (1, newest - 2)):
        rows = rows_of(counted, "out_home", f"{where} and window_years = {size} and last_year = {last}")
        found = {(r["unit_kind"], r["unit_id"], r["home_kind"], r["home_id"]): r for r in rows}
        cells = {at: mine for at, mine in windowed(years, size, last).items() if total(mine, "works") >= SMALL}
        assert set(found) == set(cells)
        assert size != 0 or {at[0] for at in cells} == {"institution", "country", "family", "country_group"}
        for at, mine in cells.items():
            agrees(found[at], mine)


def total(cells: list[Cell], name: str):
    return sum(getattr(cell, name) for cell in cells)


def agrees(row: dict, cells: list[Cell]) -> None:
    n, k, u = (total(cells, name) for name in ("works", "exposed_works", "unresolved_works"))
    assert (row["works"], row["exposed_works"], row["unresolved_works"]) == (n, k, u)
    close(row["works_fractional"], total(cells, "works_fractional"))
    close(row["coverage"], 1 - total(cells, "unknown") / n)
    close(row["counterpart_mass"], total(cells, "counterpart_mass"))
    close(row["exposed_share"], Fraction(k, n))
    close(row["exposed_share_low"], wilson(k, n)[0])
    close(row["exposed_share_high"], wilson(k, n)[1])
    close(row["bound_low"], Fraction(k, n))
    close(row["bound_high"], Fraction(k + u, n))
    assert (row["international_works"], row["hk_mo"]) == (total(cells, "international_works"), "own")
    close(row["exposed_fractional_share"], total(cells, "exposed_fractional") / total(cells, "works_fractional"))
    access = [is_open for cell in cells for is_open in cell.open_access]
    within = {"complete_case": (k, n - u), "open_access_share": (sum(access), len(access))}
    within["international_share"] = total(cells, "international_works"), n
    for name, (part, whole) in within.items():
        close(row[name.replace("case", "case_share")], Fraction(part, whole) if whole else None)
        for side, limit in zip(("low", "high"), wilson(part, whole) if whole else (None, None), strict=True):
            close(row[f"{name}_{side}"], limit)
