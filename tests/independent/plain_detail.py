"""What stands behind exposure, work by work and cell by cell in dictionaries, after methods.md §6.3 to §6.9."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from plain_exposure import Work, Z, known
from plain_works import UNKNOWN, authorship_credit, bare, country_of

Place = tuple[str, str, Fraction]
"""Institution, country, share of one author or of a work's lead."""


@dataclass(frozen=True)
class Described:
    """Type and country of an institution, as its own record says, else the newest work that names it."""

    kind: str | None
    country: str | None


@dataclass(frozen=True)
class Facts:
    """What a record says of a work, whatever W is."""

    work: Work
    authors: list[tuple[str | None, list[Place]]]
    lead: list[Place]
    is_marked: bool
    top: Fraction | None
    role: str
    is_open: bool
    companies: frozenset[str]
    funders: frozenset[str]

    @property
    def band(self) -> int:
        return sum(len(self.authors) > limit for limit in (1, 3, 6, 10, 30))


def described(staged: dict[str, dict], entities: dict[str, dict]) -> dict[str, Described]:
    found: dict[str, Described] = {}
    by_age = sorted(staged.items())
    by_age.sort(key=lambda item: item[1].get("updated_date") or "", reverse=True)
    for _, record in by_age:
        for authorship in record.get("authorships") or []:
            for i in authorship.get("institutions") or []:
                name = bare(i.get("id"))
                if name and name not in found:
                    kind = entities.get(name, {}).get("type") or i.get("type")
                    found[name] = Described(kind, country_of(i, record, entities))
    return found


def facts(
    work: Work, record: dict, entities: dict[str, dict], institutions: dict[str, Described], top: float | None
) -> Facts:
    authorships = record.get("authorships") or []
    authors = [(bare((a.get("author") or {}).get("id")), authorship_credit(a, record, entities)) for a in authorships]
    marked = [n for n, a in enumerate(authorships) if a.get("is_corresponding")]
    leaders = marked or [n for n, a in enumerate(authorships) if a.get("author_position") in ("first", "last")]
    lead = [(i, c, share / len(leaders)) for n in leaders for i, c, share in authors[n][1]]
    kinds = [institutions[i].kind if i != UNKNOWN else None for i in work.institutions]
    companies, others = kinds.count("company"), sum(kind not in (None, "company") for kind in kinds)
    role = ("unknown", "academic_only", "company_only", "mixed")[2 * bool(companies) + bool(others)]
    grants = [g for key in ("grants", "awards", "funders") for g in record.get(key) or []]
    return Facts(
        work,
        authors,
        lead,
        bool(marked),
        None if top is None else Fraction(top),
        role,
        None in kinds,
        frozenset(i for i in known(work.institutions) if institutions[i].kind == "company"),
        frozenset(filter(None, (bare(g.get("funder_id") or g.get("funder") or g.get("id")) for g in grants))),
    )


@dataclass(frozen=True)
class Question:
    """W on each work, whether W are countries, and whose exposure is asked for."""

    counterparts: Callable[[Work], set[str]]
    by_country: bool
    of: str
    institutions: dict[str, Described]

    def is_unit(self, place: Place, unit: str) -> bool:
        return unit == place[1 if self.of == "country" else 0]

    def units(self, work: Work) -> set[str]:
        return known(work.countries if self.of == "country" else work.institutions)

    def in_w(self, place: Place, w: set[str]) -> bool:
        return place[1 if self.by_country else 0] in w

    def is_mixed(self, work: Work, w: set[str]) -> bool:
        side = work.countries if self.by_country else work.institutions
        return sum((side[unit] for unit in w), Fraction(0)) < 1


def strata(work: Work, scope: str, technology: str) -> dict[str, Fraction]:
    if technology != "all":
        return {technology: Fraction(1)}
    own = work.scopes[scope] - {"all"}
    return {name: Fraction(1, len(own)) for name in own} or {"none": Fraction(1)}


Expected = dict[tuple, list[Fraction]]


def world(every: Iterable[Facts], question: Question) -> Expected:
    """(scope, technology, stratum, year) → works, exposed, mixed works, mixed and exposed."""
    found: Expected = defaultdict(lambda: [Fraction(0)] * 4)
    for fact in every:
        w = question.counterparts(fact.work)
        is_mixed = question.is_mixed(fact.work, w)
        flags = (True, bool(w), is_mixed, bool(w) and is_mixed)
        for scope, technologies in fact.work.scopes.items():
            for technology in technologies:
                for stratum, weight in strata(fact.work, scope, technology).items():
                    at = scope, technology, stratum, fact.work.year
                    found[at] = [had + weight * flag for had, flag in zip(found[at], flags, strict=True)]
    return dict(found)


def led(fact: Facts, unit: str, w: set[str], question: Question) -> Counter:
    """How much of the lead lies in the unit, in W, elsewhere, nobody knows where."""
    parts: Counter = Counter()
    for place in fact.lead or [(UNKNOWN, UNKNOWN, Fraction(1))]:
        needed = place[1] if question.of == "country" and question.by_country else place[0]
        if question.is_unit(place, unit):
            parts["led_by_unit"] += place[2]
        elif question.in_w(place, w):
            parts["led_by_counterpart"] += place[2]
        else:
            parts["led_unknown" if needed == UNKNOWN else "led_elsewhere"] += place[2]
    return parts


def dual_authors(fact: Facts, unit: str, w: set[str], question: Question) -> Iterator[str | None]:
    for author, places in fact.authors:
        own = [question.is_unit(place, unit) for place in places]
        if any(own) and any(question.in_w(p, w) and not is_own for p, is_own in zip(places, own, strict=True)):
            yield author


def persistent(every: Iterable[Facts], question: Question) -> set[tuple[str, str]]:
    """(unit, author) seen with the unit and W on one work in at least two years."""
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    for fact in every:
        w = question.counterparts(fact.work)
        for unit in question.units(fact.work) if w else ():
            for author in dual_authors(fact, unit, w, question):
                if author:
                    years[unit, author].add(fact.work.year)
    return {at for at, seen in years.items() if len(seen) > 1}


def own_counts(fact: Facts, unit: str, w: set[str], question: Question, lasting: set[tuple[str, str]]) -> Counter:
    """What a work adds to its unit's cells, but for what hangs on the cell's technology."""
    dual = list(dual_authors(fact, unit, w, question))
    counts: Counter = Counter(works=1, exposed_works=int(bool(w)))
    counts["mixed_works"] = int(question.is_mixed(fact.work, w))
    counts["mixed_exposed_works"] = int(bool(w) and question.is_mixed(fact.work, w))
    if w:
        counts.update(led(fact, unit, w, question))
        counts["corresponding_works"] = int(fact.is_marked)
    counts["authorships"] = sum(any(question.is_unit(p, unit) for p in places) for _, places in fact.authors)
    counts["dual_authorships"] = len(dual)
    counts["persistent_authorships"] = sum((unit, author) in lasting for author in dual)
    role = {"mixed": "mixed_company_works"}.get(fact.role, f"{fact.role}_works")
    counts[role] = 1
    counts["company_unresolved_works"] = int(fact.is_open and not fact.companies)
    homes = {fact_home(i, question) for i in fact.companies}
    counts["counterpart_company_works"] = int(bool(homes & w))
    counts["rated_works"] = int(fact.top is not None)
    counts["top10_works"] = fact.top or 0
    counts["exposed_rated_works"] = int(bool(w) and fact.top is not None)
    counts["exposed_top10_works"] = (fact.top or 0) * bool(w)
    counts["works_with_access"] = int(fact.work.is_open is not None)
    counts["open_access_works"] = int(bool(fact.work.is_open))
    return counts


def fact_home(company: str, question: Question) -> str | None:
    return question.institutions[company].country if question.by_country else company


def cells(every: list[Facts], question: Question) -> Iterator[tuple[tuple, int, Counter, list]]:
    """(unit, technology, scope), year, counts of one work, and its places in strata of top shares."""
    rates, lasting = world(every, question), persistent(every, question)
    for fact in every:
        w = question.counterparts(fact.work)
        is_mixed = question.is_mixed(fact.work, w)
        for unit in question.units(fact.work):
            own = own_counts(fact, unit, w, question, lasting)
            for scope, technologies in fact.work.scopes.items():
                for technology in technologies:
                    counts, compared = Counter(own), []
                    for stratum, weight in strata(fact.work, scope, technology).items():
                        n, k, mixed, both = rates[scope, technology, stratum, fact.work.year]
                        counts["expected_works"] += float(weight * k / n)
                        counts["mixed_expected_works"] += float(weight * both / mixed) if is_mixed else 0
                        if fact.top is not None:
                            at = stratum, fact.work.year, fact.band
                            compared.append((at, bool(w), weight, weight * fact.top))
                    yield (unit, technology, scope), fact.work.year, counts, compared


def uplift(compared: list[tuple]) -> tuple[float | None, float | None, float | None, float]:
    """Mantel and Haenszel's risk difference with Sato's interval, and the works it rests on."""
    tables: dict[tuple, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 4)
    for at, is_exposed, weight, top in compared:
        tables[at][0 if is_exposed else 2] += weight
        tables[at][1 if is_exposed else 3] += top
    both = [(m, a, n, b) for m, a, n, b in tables.values() if m and n]
    if not both:
        return None, None, None, 0.0
    pairs = sum(m * n / (m + n) for m, a, n, b in both)
    pooled = sum((a * n - b * m) / (m + n) for m, a, n, b in both) / pairs
    p = sum((m * m * b - n * n * a + m * n * (n - m) / 2) / (m + n) ** 2 for m, a, n, b in both)
    q = sum((a * (n - b) + b * (m - a)) / (2 * (m + n)) for m, a, n, b in both)
    works = float(sum(m + n for m, a, n, b in both))
    if pooled * p + q <= 0:
        return float(pooled), None, None, works
    half = Z * math.sqrt(pooled * p + q) / float(pairs)
    return float(pooled), max(-1, float(pooled) - half), min(1, float(pooled) + half), works


def byar(observed: int, expected: Fraction) -> tuple[float, float]:
    low = observed * (1 - 1 / (9 * observed) - Z / 3 / math.sqrt(observed)) ** 3 if observed else 0.0
    more = observed + 1
    return low / float(expected), more * (1 - 1 / (9 * more) + Z / 3 / math.sqrt(more)) ** 3 / float(expected)
