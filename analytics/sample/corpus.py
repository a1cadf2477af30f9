"""All works of a sample at their newest version, with the facts about them, and earlier versions of some."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from typing import Final

from analytics.sample.background import background_works
from analytics.sample.facts import SampleFacts
from analytics.sample.institutions import INSTITUTIONS
from analytics.sample.moves import plant_moves
from analytics.sample.pairs import links, plant_pair
from analytics.sample.teams import Authorship, authorship
from analytics.sample.truths import ELSEWHERE, plant_company, plant_indirect, plant_trend
from analytics.sample.works import (
    FIRST_WORK,
    Work,
    day_in,
    plain_work,
    year_of,
)

SMALLEST: Final = 1000
RELEASE: Final = "2026-06-30"

_REVISED: Final = 0.03


def make_works(rng: random.Random, count: int, seed: int) -> tuple[list[Work], SampleFacts]:
    """Exactly ``count`` distinct works; ValueError below SMALLEST, where the truths would not fit.

    Planted truths come first; background works fill up; the pair is fitted to what these link;
    single-institution works, which link nothing, take the rest.
    """
    if count < SMALLEST:
        raise ValueError(f"A sample needs at least {SMALLEST} works.")
    numbers = itertools.count(FIRST_WORK)
    trend_works, trend = plant_trend(rng, numbers, count)
    indirect_works, indirect = plant_indirect(rng, numbers, count)
    company_works, company = plant_company(rng, numbers, count)
    moves_works, moves = plant_moves(rng, numbers)
    works = [*trend_works, *indirect_works, *company_works, *moves_works]
    # What is kept free is more than the pair ever needs: about 4 % of the works.
    free = count - len(works) - count // 16 - 100
    start = next(numbers)
    works += background_works(rng, range(start, start + free), _large_teams(rng, count))
    numbers = itertools.count(start + free)
    pair_works, pair = plant_pair(rng, numbers, count, links(works))
    works += pair_works
    works += [_single(rng, next(numbers)) for _ in range(count - len(works))]
    countable = sum(work.is_countable for work in works)
    revisions = round(count * _REVISED)
    facts = SampleFacts(
        seed=seed,
        release=RELEASE,
        works=len(works),
        revisions=revisions,
        records=len(works) + revisions,
        countable_works=countable,
        institutions=len(INSTITUTIONS),
        exposure=trend,
        pair=pair,
        indirect=indirect,
        company=company,
        moves=moves,
    )
    return works, facts


def _large_teams(rng: random.Random, count: int) -> list[int]:
    """Team sizes above the usual limit of 100: one of 600, and one in 2,500 works between 110 and 260."""
    return [600, *(rng.randint(110, 260) for _ in range(max(2, count // 2500)))]


def _single(rng: random.Random, number: int) -> Work:
    place = rng.choice(ELSEWHERE)
    authors = [authorship(rng, place) for _ in range(rng.randint(1, 4))]
    return plain_work(rng, number, day_in(rng, year_of(rng)), authors)


def earlier_version(rng: random.Random, work: Work) -> Work:
    """``work`` as it was: not yet retracted, some affiliations not yet known, some still a preprint."""
    kind = "preprint" if work.type == "article" and rng.random() < 0.2 else work.type
    return replace(work, type=kind, is_retracted=False, team=[_less_known(rng, author) for author in work.team])


def _less_known(rng: random.Random, author: Authorship) -> Authorship:
    return author if rng.random() < 0.7 else Authorship(author.author)
