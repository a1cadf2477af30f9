"""Exposure and country pairs, cell by cell in dictionaries, after methods.md §2, §3, §5 and §6."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from plain_tags import tiers, topic_model
from plain_works import UNKNOWN, credit, publication_date, weights

Z = 1.959963984540054


@dataclass
class Work:
    work_id: str
    year: int
    published: date
    authors: int
    is_truncated: bool
    is_open: bool | None
    institutions: dict[str, Fraction]
    countries: dict[str, Fraction]
    scopes: dict[str, set[str]]
    topic_model: str


def plain_work(work_id: str, record: dict, entities: dict[str, dict], scores: dict[str, float]) -> Work:
    rows = credit(record, entities)
    tags = tiers(record, scores)
    high = {name for name, tier in tags.items() if tier == "high"}
    probable = {name for name, tier in tags.items() if tier == "probable"}
    return Work(
        work_id,
        record["publication_year"],
        publication_date(record),
        len(record.get("authorships") or []),
        bool(record.get("is_authors_truncated")),
        (record.get("open_access") or {}).get("is_oa"),
        weights(rows, 0),
        weights(rows, 1),
        {"high": high | {"all"}, "high_probable": high | probable},
        topic_model(record),
    )


def known(units: dict[str, Fraction]) -> set[str]:
    return set(units) - {UNKNOWN}


@dataclass
class Cell:
    works: int = 0
    works_fractional: Fraction = Fraction(0)
    unknown: Fraction = Fraction(0)
    exposed_works: int = 0
    unresolved_works: int = 0
    exposed_fractional: Fraction = Fraction(0)
    counterpart_mass: Fraction = Fraction(0)
    works_small_team: int = 0
    exposed_works_small_team: int = 0
    international_works: int = 0
    bilateral_works: int = 0
    multilateral_works: int = 0
    open_access: list[bool] = field(default_factory=list)

    def add(self, work: Work, weight: Fraction, mass: Fraction, unknown: Fraction, is_exposed: bool) -> None:
        countries = len(known(work.countries))
        is_small = not (work.authors > 100 or (work.is_truncated and work.authors >= 100))
        self.works += 1
        self.works_fractional += weight
        self.unknown += unknown
        self.exposed_works += is_exposed
        self.unresolved_works += not is_exposed and unknown > 0
        self.exposed_fractional += weight * is_exposed
        self.counterpart_mass += mass
        self.works_small_team += is_small
        self.exposed_works_small_team += is_exposed and is_small
        self.international_works += countries >= 2
        self.bilateral_works += countries == 2
        self.multilateral_works += countries > 2
        if work.is_open is not None:
            self.open_access.append(work.is_open)


Counterparts = Callable[[Work], set[str]]
"""The units of W on a work."""


def cells(works: Iterable[Work], counterparts: Counterparts, *, by_country: bool, of: str) -> dict[tuple, Cell]:
    """(unit, technology, scope, year) → cell; `by_country`: W are countries; `of`: whose cells."""
    found: dict[tuple, Cell] = defaultdict(Cell)
    for work in works:
        side = work.countries if by_country else work.institutions
        w = counterparts(work)
        mass = sum((side[unit] for unit in w), Fraction(0))
        unknown = side.get(UNKNOWN, Fraction(0))
        units = work.countries if of == "country" else work.institutions
        for unit in known(units):
            for scope, technologies in work.scopes.items():
                for technology in technologies:
                    cell = found[unit, technology, scope, work.year]
                    cell.add(work, units[unit], mass, unknown, bool(w))
    return dict(found)


def wilson(k: int, n: int) -> tuple[float, float]:
    p = k / n
    middle, spread = p + Z * Z / (2 * n), Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    low, high = (middle - spread) / (1 + Z * Z / n), (middle + spread) / (1 + Z * Z / n)
    return (0.0 if k == 0 else low), (1.0 if k == n else high)


def ric(pair: dict[tuple[str, str], int], x: str, y: str) -> float | None:
    """RIC of x with y from joint works of unordered pairs."""
    c_x = sum(n for p, n in pair.items() if x in p)
    c_y = sum(n for p, n in pair.items() if y in p)
    total = sum(pair.values())
    joint = pair[min(x, y), max(x, y)]
    return None if c_y == joint else joint * (total - c_x) / (c_x * (c_y - joint))
