"""Citation classes, places, companies and leaders, counted plainly after methods.md §4 and §7."""

from __future__ import annotations

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from plain_exposure import Work, known
from plain_works import REPOSITORY, UNKNOWN, bare, country_of, credit, work_types

TOPS = (1, 5, 10, 50)
SMALL, FLOOR, RADIUS = 5, 100, 6371.01


def field_of(record: dict, entities: dict[str, dict]) -> str:
    topic = bare((record.get("primary_topic") or {}).get("id"))
    if topic is None:
        return UNKNOWN
    return bare((entities.get(topic, {}).get("field") or {}).get("id")) or topic


def classes(staged: dict[str, dict], entities: dict[str, dict], basis: str) -> dict[str, dict]:
    """Work id → top scores, c/e and whether its reference set is pooled; works that cannot be judged are left out."""
    return _by_openalex(staged) if basis == "openalex" else _by_corpus(staged, entities)


def _by_openalex(staged: dict[str, dict]) -> dict[str, dict]:
    found = {}
    for work_id, record in staged.items():
        value = (record.get("citation_normalized_percentile") or {}).get("value")
        if value is not None and record.get("fwci") is not None:
            tops = {f"top{x}": float(value >= 1 - x / 100) for x in TOPS}
            found[work_id] = tops | {"ncs": record["fwci"], "is_pooled": False}
    return found


def _by_corpus(staged: dict[str, dict], entities: dict[str, dict]) -> dict[str, dict]:
    types = work_types()
    by_year: dict[tuple, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for work_id, record in staged.items():
        field = field_of(record, entities)
        if field != UNKNOWN and record.get("cited_by_count") is not None:
            by_year[field, types[record["type"]][0]][record["publication_year"]].append(work_id)
    found = {}
    for years in by_year.values():
        for numbers in sets_of_years({year: len(ids) for year, ids in years.items()}):
            ids = [work_id for year in numbers for work_id in years[year]]
            cited = {work_id: staged[work_id]["cited_by_count"] for work_id in ids}
            is_pooled = len(numbers) > 1 or len(ids) < FLOOR
            scores = {x: top_scores(cited, x) for x in TOPS}
            mean = Fraction(sum(cited.values()), len(ids))
            for work_id in ids:
                tops = {f"top{x}": float(scores[x][work_id]) for x in TOPS}
                ncs = float(cited[work_id] / mean) if mean else 1.0
                found[work_id] = tops | {"ncs": ncs, "is_pooled": is_pooled}
    return found


def sets_of_years(sizes: dict[int, int]) -> list[list[int]]:
    """The smallest set joins its smaller neighbour (the earlier of equals) until none is below the floor."""
    sets = [[year] for year in sorted(sizes)]

    def size(of: list[int]) -> int:
        return sum(sizes[year] for year in of)

    while len(sets) > 1 and min(map(size, sets)) < FLOOR:
        smallest = min(sets, key=size)
        at = sets.index(smallest)
        neighbours = [sets[n] for n in (at - 1, at + 1) if 0 <= n < len(sets)]
        other = min(neighbours, key=size)
        sets = sorted([s for s in sets if s not in (smallest, other)] + [sorted(smallest + other)])
    return sets


def top_scores(cited: dict[str, int], percent: int) -> dict[str, Fraction]:
    """Works one by one from the most cited down, x·N places to give away, equal counts sharing what is left."""
    left = Fraction(percent * len(cited), 100)
    groups: dict[int, list[str]] = defaultdict(list)
    for work_id, count in cited.items():
        groups[count].append(work_id)
    scores = {}
    for count in sorted(groups, reverse=True):
        each = min(Fraction(1), left / len(groups[count]))
        scores |= dict.fromkeys(groups[count], each)
        left -= each * len(groups[count])
    return scores


def institutions(staged: dict[str, dict], entities: dict[str, dict]) -> dict[str, dict]:
    """Type, country and point of every institution: its own record first, then the newest work that carries it."""
    found: dict[str, dict] = {}
    newest_first = sorted(sorted(staged), key=lambda w: staged[w].get("updated_date") or "", reverse=True)
    for record in (staged[work_id] for work_id in newest_first):
        for institution in (i for a in record.get("authorships") or [] for i in a.get("institutions") or []):
            name = bare(institution.get("id"))
            if name and name not in found:
                own = entities.get(name, {})
                geo = own.get("geo") or {}
                found[name] = {
                    "type": own.get("type") or institution.get("type"),
                    "country": country_of(institution, record, entities),
                    "point": (geo.get("latitude"), geo.get("longitude")),
                }
    return found


def country_points() -> dict[str, tuple[float, float]]:
    with (REPOSITORY / "data/countries/countries.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["country_code"]: (float(row["latitude"]), float(row["longitude"])) for row in rows}


def distance(record: dict, entities: dict[str, dict], bodies: dict[str, dict], points: dict) -> float | None:
    """Largest haversine between two places of a work; None where no place is known."""
    credited = {(i, c) for i, c, _ in credit(record, entities)}
    own = {i: bodies[i]["point"] for i, _ in credited if i != UNKNOWN and None not in bodies[i]["point"]}
    placed = {c for i, c in credited if i in own}
    stand_in = [points[c] for c in {c for _, c in credited} - placed if c in points]
    places = [*own.values(), *stand_in]
    return max((_haversine(a, b) for a in places for b in places), default=None)


def _haversine(a: tuple[float, float], b: tuple[float, float]) -> float:
    (la, oa), (lb, ob) = ([math.radians(x) for x in point] for point in (a, b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((ob - oa) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(h)))


def windows(years: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """(window_years, first_year, last_year) of every span that begins in the years there are."""
    present = sorted(set(years))
    for last in present:
        yield from ((w, last - w + 1, last) for w in (1, 3, 5) if last - w + 1 >= present[0])
    yield 0, present[0], present[-1]


def h_index(citations: list[int]) -> int:
    ordered = sorted(citations, reverse=True)
    return sum(1 for place, count in enumerate(ordered, 1) if count >= place)


class Impact:
    """Sums of a unit, technology, scope and window, work by work."""

    def __init__(self) -> None:
        self.sums: dict[str, float] = defaultdict(float)
        self.citations: list[int] = []

    def add(self, facts: dict, weight: float, unknown: float) -> None:
        add = Counter(works=1, works_fractional=weight, unknown=unknown)
        for name in ("international", "industry"):
            add |= {f"{name}_works": facts[name], f"{name}_fractional": facts[name] * weight}
        if facts["class"]:
            add |= {"works_measured": 1, "measured_fractional": weight, "works_pooled": facts["class"]["is_pooled"]}
            for name in ("top1", "top5", "top10", "top50", "ncs"):
                add |= {name: facts["class"][name], f"{name}_fractional": weight * facts["class"][name]}
        if facts["km"] is not None:
            add |= {"works_located": 1, "km": facts["km"]}
        for name, value in add.items():
            self.sums[name] += value
        self.citations.append(facts["cited"])


def cells(works: list[Work], facts: dict[str, dict], span: tuple[int, int]) -> dict[tuple, Impact]:
    """(kind, unit, technology, scope) → sums over the works of ``span``; unit `world` counts each work once."""
    found: dict[tuple, Impact] = defaultdict(Impact)
    for work in (w for w in works if span[0] <= w.year <= span[1]):
        for kind, units in (("country", work.countries), ("institution", work.institutions)):
            unknown = float(units.get(UNKNOWN, 0))
            weights = {unit: float(units[unit]) for unit in known(units)} | {"world": 1.0}
            for scope, technologies in work.scopes.items():
                for technology in technologies:
                    for unit, weight in weights.items():
                        found[kind, unit, technology, scope].add(facts[work.work_id], weight, unknown)
    return dict(found)
