"""The 400 fictional institutions: the same for every seed, since the fictional watchlist names some by id."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Final

from analytics.sample.countries import COUNTRIES

COUNT: Final = 400
FIRST_NUMBER: Final = 9_990_000_001

_SYLLABLES: Final = (
    *("bel", "cor", "dal", "eth", "fen", "gor", "hul", "ith", "jor", "kel", "lum", "mor"),
    *("nev", "orv", "pel", "quor", "rin", "sal", "tev", "ulm", "vor", "wen", "yst", "zan"),
)
_KINDS: Final = {
    "education": ("University", "Technical University", "Polytechnic"),
    "facility": ("Institute", "Laboratory", "Research Centre"),
    "company": ("Works", "Systems Company", "Industries"),
    "government": ("Agency", "Ministry Laboratory", "National Bureau"),
}
_TYPE_OF: Final = ("education",) * 13 + ("facility",) * 3 + ("company",) * 2 + ("government",) * 2


@dataclass(frozen=True, eq=False)  # one object per institution; hashed by identity some 500,000 times
class Institution:
    """One fictional institution. ``number`` is what follows the ``I`` of its id; ``parent`` another's number.

    ``country`` is where it lies; OpenAlex does not know it (``country_code`` null) where ``hides_country``.
    """

    number: int
    name: str
    country: str
    type: str | None
    weight: float
    parent: int | None = None
    hides_country: bool = False

    @property
    def id(self) -> str:
        """The address OpenAlex would use as id."""
        return f"https://openalex.org/I{self.number}"

    @property
    def lineage(self) -> list[str]:
        """Own id first, then the parent's, as in today's records."""
        parents = [] if self.parent is None else [f"https://openalex.org/I{self.parent}"]
        return [self.id, *parents]


def _country_of_each() -> list[str]:
    """Largest weights first, at least two institutions a country, COUNT in all."""
    total = sum(weight for _, weight in COUNTRIES.values())
    each = {code: max(2, round(COUNT * weight / total)) for code, (_, weight) in COUNTRIES.items()}
    each["CN"] += COUNT - sum(each.values())
    # Dealt in rounds, so that the first numbers cover every country.
    dealt = [code for turn in range(max(each.values())) for code in COUNTRIES if each[code] > turn]
    return dealt[:COUNT]


def _make() -> tuple[Institution, ...]:
    rng = random.Random(20260)  # noqa: S311 - names only; fixed, whatever the seed of the sample
    turns: dict[str, int] = {}
    made = []
    for index, country in enumerate(_country_of_each()):
        turn = turns[country] = turns.get(country, 0) + 1
        kind = "education" if turn <= 2 else rng.choice(_TYPE_OF)
        word = "".join(rng.sample(_SYLLABLES, 2)).capitalize()
        name = f"SYNTHETIC {rng.choice(_KINDS[kind])} {word} {index + 1:03d} ({country})"
        # Zipf within a country: the first institution writes about as much as the next two.
        weight = COUNTRIES[country][1] / turn**0.8
        made.append(Institution(FIRST_NUMBER + index, name, country, kind, weight))
    return tuple(made)


def _with_traps(made: tuple[Institution, ...]) -> tuple[Institution, ...]:
    """Null countries and types, and a family whose parent must not inherit its listed child's listing."""
    rest = list(made)
    for country in ("US", "IN", "DE", "CN"):
        last = next(i for i in reversed(rest) if i.country == country)
        rest[rest.index(last)] = replace(last, hides_country=True)
    nameless = next(i for i in reversed(rest) if i.country == "GB")
    rest[rest.index(nameless)] = replace(nameless, type=None)
    chinese = [i for i in rest if i.country == "CN"]
    for child in chinese[2:5]:
        rest[rest.index(child)] = replace(child, parent=chinese[1].number)
    return tuple(rest)


INSTITUTIONS: Final = _with_traps(_make())
BY_COUNTRY: Final = {code: tuple(i for i in INSTITUTIONS if i.country == code) for code in COUNTRIES}


def nth(country: str, turn: int, kind: str | None = None) -> Institution:
    """The ``turn``-th (from 0) institution of a country, of one type where ``kind`` is given."""
    return [i for i in BY_COUNTRY[country] if kind in (None, i.type)][turn]
