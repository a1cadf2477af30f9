"""The works behind planted truths (a), (c), (d): number and kind are decided, the other partners drawn."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from analytics.sample import roles
from analytics.sample.countries import COVERED
from analytics.sample.facts import CompanyRole, ExposureTrend, IndirectLink, YearOfExposure
from analytics.sample.institutions import Institution
from analytics.sample.teams import (
    FIRST_YEAR,
    LAST_YEAR,
    Authorship,
    authorship,
    team,
    team_size,
    unaffiliated,
)
from analytics.sample.works import Work, day_in, plain_work, technical_work

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)

# Elsewhere: outside the covered countries and Chinese special regions, and of a country OpenAlex knows.
ELSEWHERE = tuple(
    i
    for i in roles.ORDINARY
    if i.country not in COVERED | {"HK", "MO"} and not i.hides_country and i is not roles.TREND_UNIT
)


def _rising(first: float, last: float, year: int) -> float:
    return first + (last - first) * (year - FIRST_YEAR) / (LAST_YEAR - FIRST_YEAR)


def plant_trend(rng: random.Random, numbers: Iterator[int], works: int) -> tuple[list[Work], ExposureTrend]:
    """Truth (a): the share with China rises from 10 to 40 %; each year one work in 500 of the sample."""
    a_year = max(10, round(works / 500))
    planted, years = [], {}
    for year in YEARS:
        exposed = round(a_year * _rising(0.10, 0.40, year))
        unresolved = round(a_year * _rising(0.05, 0.25, year))
        hong_kong = max(1, a_year // 20)
        kinds = ["exposed"] * exposed + ["unresolved"] * unresolved + ["hong_kong"] * hong_kong
        kinds += ["plain"] * (a_year - len(kinds))
        made = [_trend_work(rng, next(numbers), year, kind, turn) for turn, kind in enumerate(kinds)]
        listed = [work for work in made if roles.TREND_LISTED in work.institutions()]
        then = sum(work.published >= roles.TREND_LISTED_FROM for work in listed)
        years[year] = YearOfExposure(a_year, exposed, unresolved, hong_kong, then, len(listed))
        planted += made
    unit, listed_unit = roles.TREND_UNIT, roles.TREND_LISTED
    return planted, ExposureTrend(unit.id, roles.TREND_TECHNOLOGY, listed_unit.id, years)


def _trend_work(rng: random.Random, number: int, year: int, kind: str, turn: int) -> Work:
    authors = [authorship(rng, roles.TREND_UNIT) for _ in range(rng.randint(1, 3))]
    if kind == "exposed":
        # Every other exposed work is with the institution that gets listed.
        partner = roles.TREND_LISTED if turn % 2 == 0 else rng.choice(roles.TREND_UNLISTED)
        authors += [authorship(rng, partner) for _ in range(rng.randint(1, 2))]
    elif kind == "unresolved":
        authors.append(unaffiliated(rng))
    elif kind == "hong_kong":
        authors.append(authorship(rng, roles.TREND_HONG_KONG))
    if rng.random() < 0.4:
        authors.append(authorship(rng, rng.choice(ELSEWHERE)))
    return technical_work(rng, number, day_in(rng, year), authors, roles.TREND_TECHNOLOGY)


def plant_indirect(rng: random.Random, numbers: Iterator[int], works: int) -> tuple[list[Work], IndirectLink]:
    """Truth (c): unit with bridge, bridge with the listed one, unit with others once each."""
    unit, bridge, listed = roles.INDIRECT_UNIT, roles.INDIRECT_BRIDGE, roles.INDIRECT_LISTED
    with_bridge, with_listed = max(12, works // 300), max(10, works // 400)
    once = rng.sample(ELSEWHERE, 6)
    groups = [(unit, bridge)] * with_bridge + [(bridge, listed)] * with_listed
    groups += [(unit, other) for other in once] + [(unit, unit)] * 6
    planted = [_joint(rng, next(numbers), group) for group in groups]
    return planted, IndirectLink(unit.id, bridge.id, listed.id, with_bridge, with_listed)


def _joint(rng: random.Random, number: int, group: tuple[Institution, ...]) -> Work:
    authors = [authorship(rng, place) for place in group]
    authors += [authorship(rng, rng.choice(group)) for _ in range(rng.randrange(3))]
    return plain_work(rng, number, day_in(rng, rng.choice(YEARS)), authors)


def plant_company(rng: random.Random, numbers: Iterator[int], works: int) -> tuple[list[Work], CompanyRole]:
    """Truth (d): the company is on 5 to 30 % of its technology's works, which only this function writes."""
    a_year = max(20, works // 200)
    planted, years = [], {}
    for year in YEARS:
        with_company = round(a_year * _rising(0.05, 0.30, year))
        for turn in range(a_year):
            authors: list[Authorship] = team(rng, year, team_size(rng))
            if turn < with_company:
                authors.append(authorship(rng, roles.COMPANY))
            published: date = day_in(rng, year)
            planted.append(technical_work(rng, next(numbers), published, authors, roles.COMPANY_TECHNOLOGY))
        years[year] = (a_year, with_company)
    return planted, CompanyRole(roles.COMPANY.id, roles.COMPANY_TECHNOLOGY, years)
