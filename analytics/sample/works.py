"""A fictional work before it is written out, with or without a technology."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from analytics.sample import texts
from analytics.sample.institutions import Institution
from analytics.sample.teams import FIRST_YEAR, LAST_YEAR, Authorship
from analytics.sample.technologies import TECHNOLOGIES
from analytics.sample.topics import BACKGROUND

COUNTABLE_TYPES: Final = frozenset({"article", "review", "book-chapter", "conference-paper"})
FIRST_WORK: Final = 9_990_000_001


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
    """A work of type article about no technology."""
    work = Work(number, published, authors, topics=background_topics(rng))
    return with_text(rng, work, ())


def technical_work(
    rng: random.Random, number: int, published: date, authors: list[Authorship], technology: str
) -> Work:
    """A work no tagger should miss: a phrase in the title, two in the abstract, a core topic at .99."""
    known = TECHNOLOGIES[technology]
    work = Work(number, published, authors, topics=[(rng.choice(known.topics), 0.99), *background_topics(rng, 0.3)])
    return with_text(rng, work, rng.sample(known.phrases, 2))


def background_topics(rng: random.Random, top: float = 0.98) -> list[tuple[str, float]]:
    """Up to three topics of no technology, scores falling; none for one plain work in ten."""
    if top > 0.9 and rng.random() < 0.1:
        return []
    count = 1 + int(rng.random() * 2.5)
    return [(topic, round(top / (place + 1), 4)) for place, topic in enumerate(rng.sample(BACKGROUND, count))]


def with_text(rng: random.Random, work: Work, phrases: Collection[str]) -> Work:
    """``work`` with title, abstract and keywords in its language around ``phrases``."""
    chosen = list(phrases)
    work.title = texts.title(rng, work.number - FIRST_WORK + 1, chosen, work.language)
    work.abstract = texts.abstract(rng, chosen, work.language)
    work.keywords = [*chosen, *rng.sample(texts.PLAIN_KEYWORDS, 2)]
    return work
