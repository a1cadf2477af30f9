"""The background works: no truth is planted in them, and every state a real record can be in occurs."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import Final

from analytics.sample import texts
from analytics.sample.roles import TREND_TECHNOLOGY, TREND_UNIT
from analytics.sample.teams import team, team_size
from analytics.sample.technologies import TECHNOLOGIES
from analytics.sample.works import Work, background_topics, day_in, with_text, year_of

_TYPES: Final = {
    "article": 70,
    "conference-paper": 8,
    "preprint": 8,
    "review": 5,
    "book-chapter": 5,
    "editorial": 2,
    "dataset": 1.5,
    "paratext": 0.5,
}
_TECHNICAL_SHARE: Final = 0.55
_TYPE_WEIGHTS: Final = (tuple(_TYPES), tuple(_TYPES.values()))
_TECHNOLOGY_WEIGHTS: Final = (tuple(TECHNOLOGIES), tuple(known.weight for known in TECHNOLOGIES.values()))


def background_works(rng: random.Random, numbers: range, large: Iterable[int]) -> Iterator[Work]:
    """One work for each of ``numbers``; ``large`` are the team sizes of the first ones."""
    sizes = iter(large)
    for number in numbers:
        year = year_of(rng)
        size = next(sizes, 0) or team_size(rng)
        work = Work(number, day_in(rng, year), team(rng, year, size), rng.choices(*_TYPE_WEIGHTS)[0])
        yield _without_some_texts(rng, _dressed(rng, work, is_large=size > 100))


def _dressed(rng: random.Random, work: Work, is_large: bool) -> Work:
    """Text, topics and the exceptional states, none of which a large team's work gets."""
    if is_large:
        work.type = "article"
    else:
        work.is_retracted = rng.random() < 0.01
        work.is_xpac = rng.random() < 0.02
        if rng.random() < 0.005:
            work.team = []
    draw = rng.random()
    if draw < 0.1:
        work.language = rng.choice((*texts.LANGUAGES, None))
    technology = _technology(rng, work)
    if technology is None:
        work.topics = background_topics(rng)
        return with_text(rng, work, ())
    return _with_technology(rng, work, technology)


def _technology(rng: random.Random, work: Work) -> str | None:
    if rng.random() > _TECHNICAL_SHARE:
        return None
    technology = rng.choices(*_TECHNOLOGY_WEIGHTS)[0]
    if technology == TREND_TECHNOLOGY and TREND_UNIT in work.institutions():
        return None  # its works of this technology are planted, and counted
    return technology


def _with_technology(rng: random.Random, work: Work, technology: str) -> Work:
    """Both phrase and topic, or only one of them."""
    known = TECHNOLOGIES[technology]
    draw = rng.random()
    topics = background_topics(rng, 0.4)
    if draw < 0.8:
        topics = [(rng.choice(known.topics), round(0.55 + 0.44 * rng.random(), 4)), *topics]
    work.topics = [] if rng.random() < 0.05 else topics
    phrases = rng.sample(known.phrases, rng.randint(1, 3)) if draw < 0.6 or draw > 0.8 else ()
    return with_text(rng, work, phrases)


def _without_some_texts(rng: random.Random, work: Work) -> Work:
    """As in real records: some abstracts are unknown, few titles."""
    if rng.random() < 0.2:
        work.abstract = None
    if rng.random() < 0.005:
        work.title = None
    return work
