"""Scenarios without W and partners in its place, work by work in dictionaries, after methods.md §9."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from plain_detail import Facts
from plain_exposure import Work, known
from plain_works import UNKNOWN

SMALL, SHARE, ALPHA = 5, 0.5, 0.85


@dataclass(frozen=True)
class Asked:
    """W on a work, W at any time, and who lies where; all of one profile, variant and kind of unit."""

    counterparts: Callable[[Work], set[str]]
    w_units: set[str]
    w_institutions: set[str]
    by_country: bool
    of: str
    home: dict[str, str | None]

    def units(self, work: Work) -> set[str]:
        return known(work.countries if self.of == "country" else work.institutions)

    def mass(self, work: Work) -> float:
        side = work.countries if self.by_country else work.institutions
        return float(sum((side[w] for w in self.counterparts(work)), Fraction(0)))

    def unknown(self, work: Work) -> float:
        return float((work.countries if self.by_country else work.institutions).get(UNKNOWN, 0))

    def country(self, unit: str) -> str | None:
        return unit if self.of == "country" else self.home[unit]


@dataclass
class View:
    """A work seen from a unit."""

    fact: Facts
    stratum: tuple
    score: dict | None
    partners: dict[str, bool]

    @property
    def work(self) -> Work:
        return self.fact.work


@dataclass
class Cell:
    views: list[View] = field(default_factory=list)
    joint: list[View] = field(default_factory=list)


def span(works: Iterable[Work]) -> tuple[int, int]:
    years = {work.year for work in works}
    last = max(years)
    return (last - 4 if last - 4 >= min(years) else min(years)), last


def leads(fact: Facts, unit: str, of: str) -> bool:
    own = sum((share for i, c, share in fact.lead if unit == (c if of == "country" else i)), Fraction(0))
    return own >= Fraction(1, 2)


def views(
    facts: list[Facts], scores: dict[str, dict], trust: dict[str, list[tuple]], asked: Asked
) -> dict[tuple, list]:
    """(unit, technology) → the unit's works in the newest window."""
    first, last = span(fact.work for fact in facts)
    found: dict[tuple, list[View]] = defaultdict(list)
    for fact in (f for f in facts if first <= f.work.year <= last):
        members = {name: trusted(fact.work, rows) for name, rows in trust.items()}
        for unit in asked.units(fact.work):
            partners = {name: bool(found_ - {asked.country(unit)}) for name, found_ in members.items()}
            stratum = (fact.work.year, fact.band, leads(fact, unit, asked.of))
            view = View(fact, stratum, scores.get(fact.work.work_id), partners)
            for technology in fact.work.scopes["high"]:
                found[unit, technology].append(view)
    return dict(found)


def trusted(work: Work, rows: list[tuple[str, date | None, date | None]]) -> set[str]:
    return {
        c
        for c, since, until in rows
        if c in work.countries and (since or date.min) <= work.published < (until or date.max)
    }


class Pool:
    """Works without W seen from any unit, by ever fewer keys."""

    def __init__(self, seen: dict[tuple, list[View]], asked: Asked, trust_set: str | None) -> None:
        self.by_keys: dict[tuple, list[dict]] = defaultdict(list)
        for (_, technology), of_unit in seen.items():
            for view in of_unit:
                if view.score and not asked.counterparts(view.work) and (not trust_set or view.partners[trust_set]):
                    for keys in range(4):
                        self.by_keys[technology, *view.stratum[:keys]].append(view.score)

    def mean(self, technology: str, view: View) -> tuple[float, float, int] | None:
        """Top 10 % score, c/e, and on how many keys the matches agree."""
        for keys in (3, 2, 1, 0):
            found = self.by_keys.get((technology, *view.stratum[:keys]), [])
            if len(found) >= SMALL or (keys == 0 and found):
                n = len(found)
                return math.fsum(s["top10"] for s in found) / n, math.fsum(float(s["ncs"]) for s in found) / n, keys
        return None


def scenario(technology: str, cell: Cell, asked: Asked, pool: Pool, formed: Pool | None, name: str) -> dict:
    """delta_p, delta_p_top10, delta_mncs; the last two None where they are not shown."""
    judged = [v.score for v in cell.views if v.score]
    joint = [v for v in cell.joint if v.score]
    n, total = len(judged), math.fsum(float(s["ncs"]) for s in judged)
    drop = {"S0": lambda _: 1.0, "S1": lambda view: asked.mass(view.work)}.get(name)
    if drop:
        p, left = -sum(map(drop, cell.joint)), n - sum(map(drop, joint))
        top = -sum(drop(v) * v.score["top10"] for v in joint)
        ncs = -sum(drop(v) * float(v.score["ncs"]) for v in joint)
    else:
        p, left, top, ncs = 0.0, n, 0.0, 0.0
        for view in joint:
            means = pool.mean(technology, view)
            if means is None:
                return {"delta_p": 0.0, "delta_p_top10": None, "delta_mncs": None}
            drawn = means[:2]
            if formed:
                anew = (formed.mean(technology, view) or means)[:2]
                drawn = tuple((1 - SHARE) * a + SHARE * b for a, b in zip(drawn, anew, strict=True))
            top += drawn[0] - view.score["top10"]
            ncs += drawn[1] - float(view.score["ncs"])
    is_shown = len(joint) >= SMALL
    mncs = (total + ncs) / left - total / n if is_shown and left >= SMALL else None
    return {"delta_p": p, "delta_p_top10": top if is_shown else None, "delta_mncs": mncs}


def largest(works: list[set[str]]) -> int:
    """Institutions in the largest connected part."""
    group: dict[str, set[str]] = {}
    for on in works:
        merged = set(on)
        for body in on:
            merged |= group.get(body, set())
        for body in merged:
            group[body] = merged
    return max(map(len, group.values()), default=0)


def network(cell: Cell, asked: Asked) -> tuple[int, int, int, set[str]]:
    """Largest part of all works, without joint works, without W on them, and the institutions of W then lost."""
    joint = {id(view) for view in cell.joint}
    whole = [known(view.work.institutions) for view in cell.views]
    alone = [known(view.work.institutions) for view in cell.views if id(view) not in joint]
    without = [known(v.work.institutions) - (asked.w_institutions if id(v) in joint else set()) for v in cell.views]
    return largest(whole), largest(alone), largest(without), set().union(*whole) - set().union(*without)


# Partners


def links(works: list[Work], w: set[str]) -> dict[str, dict[str, float]]:
    """Institution → neighbour → chance of a step there, W left out."""
    found: dict[str, Counter] = defaultdict(Counter)
    for work in works:
        is_large = work.authors > 100 or (work.is_truncated and work.authors >= 100)
        on = known(work.institutions) - w
        for i in on if len(on) > 1 and not is_large else ():
            for j in on - {i}:
                found[i][j] += 1 / (len(on) - 1)
    return {i: {j: n / math.fsum(of.values()) for j, n in of.items()} for i, of in found.items()}


def reach(steps: dict[str, dict[str, float]], unit: str) -> dict[str, float]:
    at, ended = {unit: 1.0}, Counter()
    for step in (1, 2, 3):
        moved: Counter = Counter()
        for i, p in at.items():
            for j, chance in steps.get(i, {}).items():
                moved[j] += ALPHA * p * chance
        at = moved
        for j, p in at.items():
            ended[j] += p if step == 3 else (1 - ALPHA) * p
    return ended


def cosine(a: Counter, b: Counter) -> float:
    length = math.sqrt(sum(x * x for x in a.values())) * math.sqrt(sum(x * x for x in b.values()))
    return sum(a[t] * b[t] for t in a) / length if length else 0.0


@dataclass(frozen=True)
class Candidate:
    institution: str
    capability: float
    similarity: float
    reach: float
    partners: int
    joint: int

    @property
    def product(self) -> float:
        return self.capability * self.similarity * self.reach


def candidates(
    works: list[Work], scores: dict[str, dict], topics: dict[str, set[str]], asked: Asked
) -> Iterator[tuple[str, str, list[Candidate]]]:
    """(unit, technology, all candidates wherever they lie) of institutions with enough joint works among ``works``."""
    steps = links(works, asked.w_institutions)
    of: dict[tuple, list[Work]] = defaultdict(list)
    whole: dict[str, list[Work]] = defaultdict(list)
    for work in works:
        for i in known(work.institutions):
            whole[i].append(work)
            for technology in work.scopes["high"]:
                of[technology, i].append(work)
    able: dict[str, dict[str, tuple[float, Counter]]] = defaultdict(dict)
    for (technology, i), mine in of.items():
        if len(mine) >= SMALL:
            top = math.fsum(scores[w.work_id]["top10"] for w in mine if w.work_id in scores)
            able[technology][i] = top, Counter(t for w in mine for t in topics[w.work_id])
    for (technology, unit), mine in of.items():
        joint = [w for w in mine if asked.counterparts(w)]
        if len(joint) >= SMALL and unit not in asked.w_institutions:
            profile = Counter(t for w in joint for t in topics[w.work_id])
            walk, beside = reach(steps, unit), Counter(j for w in whole[unit] for j in known(w.institutions))
            yield (
                unit,
                technology,
                [
                    Candidate(j, top, cosine(profile, of_j), walk[j], len(steps.get(j, {})), beside[j])
                    for j, (top, of_j) in sorted(able[technology].items())
                    if j != unit and j not in asked.w_institutions
                ],
            )
