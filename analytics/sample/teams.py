"""Who is on a work, with which affiliation strings, and which of them are missing or unresolved."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from analytics.sample.countries import COUNTRIES
from analytics.sample.institutions import Institution
from analytics.sample.roles import ORDINARY

FIRST_YEAR: Final = 2016
LAST_YEAR: Final = 2025

# Missing affiliations grow from 5 % of authorships to 35 %; real coverage fell likewise.
_FIRST_MISSING: Final = 0.05
_LAST_MISSING: Final = 0.35
_WHOLE_WORKS: Final = (
    0.6  # of what is missing, this part is missing on whole works, as with a publisher that sends none
)
_INTERNATIONAL: Final = 0.5

_CUMULATIVE: Final = list(itertools.accumulate(institution.weight for institution in ORDINARY))
_TOTAL: Final = _CUMULATIVE[-1]
_BY_COUNTRY: Final = {
    code: (
        here := [i for i in ORDINARY if i.country == code],
        list(itertools.accumulate(i.weight for i in here)),
    )
    for code in COUNTRIES
}


@dataclass(slots=True)
class Affiliation:
    """One raw string and the institutions it was resolved to (none: unresolved)."""

    text: str
    institutions: tuple[Institution, ...] = ()


@dataclass(slots=True)
class Authorship:
    """One author of a work, without a name: an author number (null for some) and affiliations."""

    author: int | None
    affiliations: list[Affiliation] = field(default_factory=list)

    def institutions(self) -> list[Institution]:
        """Distinct institutions, in order of the strings."""
        return list(dict.fromkeys(i for affiliation in self.affiliations for i in affiliation.institutions))


def string_of(institution: Institution) -> str:
    """The affiliation string an author of this institution writes."""
    return f"Department {institution.number % 7 + 1}, {institution.name}, {COUNTRIES[institution.country][0]}"


def authorship(rng: random.Random, *institutions: Institution) -> Authorship:
    """An author with one string for each institution; one author in thirty has no id."""
    author = institutions[0].number % 1_000_000 * 1000 + rng.randrange(60)
    strings = [Affiliation(string_of(institution), (institution,)) for institution in institutions]
    return Authorship(None if rng.random() < 0.03 else author, strings)


def unaffiliated(rng: random.Random, near: str | None = None) -> Authorship:
    """An author of unknown affiliation: no string, or one without an institution.

    Such a string ends in the country ``near``, where given, which the work has anyway: resolving it may
    change the unknown share and no planted truth.
    """
    strings = []
    if rng.random() < 0.5:
        place = f", {COUNTRIES[near][0]}" if near and rng.random() < 0.4 else ""
        strings = [Affiliation(f"SYNTHETIC Unit {rng.randrange(900) + 100}{place}")]
    return Authorship(None if rng.random() < 0.3 else 500_000 + rng.randrange(50_000), strings)


def team_size(rng: random.Random) -> int:
    """Median 4, heavy tail, at most 100: larger teams are planted by number."""
    return min(100, 1 + int(rng.lognormvariate(1.15, 0.75)))


def team(rng: random.Random, year: int, size: int) -> list[Authorship]:
    """``size`` authors from one to some institutions, with the missing affiliations of ``year``."""
    places = _places(rng, size)
    authors = [_member(rng, places) for _ in range(size)]
    return _with_missing(rng, authors, year)


def _places(rng: random.Random, size: int) -> Sequence[Institution]:
    home = rng.choices(ORDINARY, cum_weights=_CUMULATIVE)[0]
    if size == 1:
        return [home]
    places = [home]
    for _ in range(min(1 + size // 4, 20) if rng.random() < 0.6 or size > 20 else 0):
        places.append(_partner(rng, home))
    return places


def _partner(rng: random.Random, home: Institution) -> Institution:
    if rng.random() < _INTERNATIONAL:
        return rng.choices(ORDINARY, cum_weights=_CUMULATIVE)[0]
    here, cumulative = _BY_COUNTRY[home.country]
    return rng.choices(here, cum_weights=cumulative)[0]


def _member(rng: random.Random, places: Sequence[Institution]) -> Authorship:
    draw = rng.random()
    # The first place is the work's home: it writes about half.
    home = places[0] if draw < 0.5 else places[int(rng.random() * len(places))]
    other = places[-1]
    # OpenAlex knows no country of `home` in a few cases; alone, its authorship still lists one.
    if draw > 0.12 or other is home or home.hides_country or other.hides_country:
        return authorship(rng, home)
    if draw > 0.04:
        return authorship(rng, home, other)
    both = Affiliation(f"{string_of(home)}; {string_of(other)}", (home, other))
    made = authorship(rng, home)
    return Authorship(made.author, [both])


def _with_missing(rng: random.Random, authors: list[Authorship], year: int) -> list[Authorship]:
    share = _FIRST_MISSING + (_LAST_MISSING - _FIRST_MISSING) * (year - FIRST_YEAR) / (LAST_YEAR - FIRST_YEAR)
    whole = share * _WHOLE_WORKS
    if rng.random() < whole:
        return [unaffiliated(rng) for _ in authors]
    single = (share - whole) / (1 - whole)
    missing = [rng.random() < single for _ in authors]
    known = [author for author, gone in zip(authors, missing, strict=True) if not gone]
    near = known[0].institutions()[0].country if known else None
    kept = [unaffiliated(rng, near) if gone else author for author, gone in zip(authors, missing, strict=True)]
    for author in known:
        if rng.random() < 0.02:
            author.affiliations.append(Affiliation(f"SYNTHETIC Unit {rng.randrange(900) + 100}"))
    return kept
