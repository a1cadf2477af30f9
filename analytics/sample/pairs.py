"""Truth (b): two small countries whose relative intensity of collaboration is exactly RIC.

RIC(x, y) = (a / (a + b)) / (c / (c + d)) on a = C_xy, b = C_x − a, c = C_y − a, c + d = T − C_x.
No other work has x or y on it. With T₀ links in the rest of the sample, c works of y with a third country and
k works of two third countries make (T₀ + c + k) / c = STEP exactly; then a works of x and y, and
b = (STEP / RIC − 1)·a works of x with a third country, make the first factor RIC / STEP.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator
from typing import Final

from analytics.sample.countries import PLANTED_PAIR
from analytics.sample.facts import PlantedPair
from analytics.sample.institutions import BY_COUNTRY, Institution
from analytics.sample.teams import authorship
from analytics.sample.truths import ELSEWHERE, YEARS
from analytics.sample.works import Work, day_in, plain_work

RIC: Final = 2.5
STEP: Final = 50


def links(works: Iterable[Work]) -> int:
    """T: the number of country pairs over all countable works."""
    return sum(math.comb(len(work.countries()), 2) for work in works if work.is_countable)


def plant_pair(
    rng: random.Random, numbers: Iterator[int], works: int, links_before: int
) -> tuple[list[Work], PlantedPair]:
    """The works that bring the pair's cells to RIC, given the links of all other works of the sample."""
    x, y = PLANTED_PAIR
    c = math.ceil(links_before / (STEP - 1))
    k = (STEP - 1) * c - links_before
    a = max(2, works // 1600)
    b = round(STEP / RIC - 1) * a
    sides = [(x, y)] * a + [(x, None)] * b + [(y, None)] * c + [(None, None)] * k + [(x, x), (y, y)] * a
    planted = [_bilateral(rng, next(numbers), first, second) for first, second in sides]
    return planted, PlantedPair(x, y, a, a + b, a + c, a + b + STEP * c, RIC)


def _bilateral(rng: random.Random, number: int, first: str | None, second: str | None) -> Work:
    one = _place(rng, first)
    two = _place(rng, second)
    while first is second is None and two.country == one.country:
        two = _place(rng, None)
    authors = [authorship(rng, rng.choice((one, two))) for _ in range(rng.randrange(3))]
    authors += [authorship(rng, one), authorship(rng, two)]
    return plain_work(rng, number, day_in(rng, rng.choice(YEARS)), authors)


def _place(rng: random.Random, country: str | None) -> Institution:
    return rng.choice(ELSEWHERE if country is None else BY_COUNTRY[country])
