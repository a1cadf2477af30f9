"""A fictional work before it is written out, and the background works that carry no truth."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from analytics.sample import texts
from analytics.sample.institutions import Institution
from analytics.sample.roles import TREND_TECHNOLOGY, TREND_UNIT
from analytics.sample.teams import FIRST_YEAR, LAST_YEAR, Authorship, team, team_size
from analytics.sample.technologies import TECHNOLOGIES
from analytics.sample.topics import BACKGROUND

COUNTABLE_TYPES: Final = frozenset({"article", "review", "book-chapter", "conference-paper"})
FIRST_WORK: Final = 9_990_000_001

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


@dataclass(slots=True)
class Work:
    """One work; ``number`` is what follows the ``W`` of its id. ``abstract`` and ``title`` may be unknown."""

    number: int
    published: date
    team: list[Authorship]
    type: str = "article"
    language: str | None = "en"
    title: str | None = None
    abstract: str | None = None
    topics: list[tuple[str, float]] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    is_retracted: bool = False
    is_xpac: bool = False

    @property
    def is_countable(self) -> bool:
        """Whether a work counts by default: research type, neither retracted nor xpac."""
        return self.type in COUNTABLE_TYPES and not self.is_retracted and not self.is_xpac

    def institutions(self) -> list[Institution]:
        """Distinct institutions of the whole team."""
        return list(dict.fromkeys(i for author in self.team for i in author.institutions()))

    def countries(self) -> set[str]:
        """Distinct countries that the authorships list."""
        return {i.country for author in self.team for i in author.institutions()}


def day_in(rng: random.Random, year: int) -> date:
    """A day of ``year``, any as likely as another."""
    return date(year, 1, 1) + timedelta(days=rng.randrange(365))


def year_of(rng: random.Random) -> int:
    """A year of the sample; output grows by about 4 % a year."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return rng.choices(years, weights=[1.04 ** (year - FIRST_YEAR) for year in years])[0]


def plain_work(rng: random.Random, number: int, published: date, authors: list[Authorship]) -> Work:
    """An article about no technology."""
    work = Work(number, published, authors, topics=_background_topics(rng))
    return _with_text(rng, work, ())


def technical_work(
    rng: random.Random, number: int, published: date, authors: list[Authorship], technology: str
) -> Work:
    """An article no tagger should miss: a phrase in the title, two in the abstract, a core topic at .99."""
    known = TECHNOLOGIES[technology]
    work = Work(
        number, published, authors, topics=[(rng.choice(known.topics), 0.99), *_background_topics(rng, 0.3)]
    )
    return _with_text(rng, work, rng.sample(known.phrases, 2))


def background_works(rng: random.Random, numbers: range, large: Collection[int]) -> Iterator[Work]:
    """One work for each of ``numbers``; ``large`` are the team sizes of the first ones."""
    sizes = iter(large)
    for number in numbers:
        year = year_of(rng)
        size = next(sizes, 0) or team_size(rng)
        work = Work(number, day_in(rng, year), team(rng, year, size), rng.choices(*_TYPE_WEIGHTS)[0])
        yield _dressed(rng, work, is_large=size > 100)


_TYPE_WEIGHTS: Final = (tuple(_TYPES), tuple(_TYPES.values()))
_TECHNOLOGY_WEIGHTS: Final = (tuple(TECHNOLOGIES), tuple(known.weight for known in TECHNOLOGIES.values()))


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
        work.topics = _background_topics(rng)
        return _with_text(rng, work, ())
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
    topics = _background_topics(rng, 0.4)
    if draw < 0.8:
        topics = [(rng.choice(known.topics), round(0.55 + 0.44 * rng.random(), 4)), *topics]
    work.topics = [] if rng.random() < 0.05 else topics
    phrases = rng.sample(known.phrases, rng.randint(1, 3)) if draw < 0.6 or draw > 0.8 else ()
    return _with_text(rng, work, phrases)


def _background_topics(rng: random.Random, top: float = 0.98) -> list[tuple[str, float]]:
    """Up to three topics of no technology, scores falling; none for one plain work in ten."""
    if top > 0.9 and rng.random() < 0.1:
        return []
    count = 1 + int(rng.random() * 2.5)
    return [(topic, round(top / (place + 1), 4)) for place, topic in enumerate(rng.sample(BACKGROUND, count))]


def _with_text(rng: random.Random, work: Work, phrases: Collection[str]) -> Work:
    chosen = list(phrases)
    work.title = texts.title(rng, work.number - FIRST_WORK + 1, chosen, work.language)
    work.abstract = texts.abstract(rng, chosen, work.language)
    work.keywords = [*chosen, *rng.sample(texts.PLAIN_KEYWORDS, 2)]
    return work


def without_some_texts(rng: random.Random, work: Work) -> Work:
    """As in real records: some abstracts are unknown, few titles."""
    if rng.random() < 0.2:
        work.abstract = None
    if rng.random() < 0.005:
        work.title = None
    return work
