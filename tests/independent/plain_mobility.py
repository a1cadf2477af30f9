"""Who moved from where to where, author by author in dictionaries, after methods.md §8."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from plain_exposure import Work
from plain_works import UNKNOWN, authorship_credit, bare

Flow = tuple[str, str, str, str, str]
"""Origin, destination, technology, scope, kind."""


class Author:
    """The countries of each year, the technologies of each year, and whether an ORCID was ever seen."""

    def __init__(self) -> None:
        self.countries: dict[int, set[str]] = defaultdict(set)
        self.scopes: dict[int, set[tuple[str, str]]] = defaultdict(set)
        self.has_orcid = False

    def moves(self, first: int, last: int) -> Iterable[tuple[str, str, str]]:
        """(origin, destination, kind) of every pair between ``first`` and ``last``."""
        years = sorted(year for year in self.countries if first <= year <= last)
        if len(years) < 2:
            return
        origin = self.countries[years[0]]
        later = set().union(*(self.countries[year] for year in years[1:])) - origin
        kind = "traveller" if origin & self.countries[years[-1]] else "migrant"
        yield from ((o, d, kind) for o in origin for d in later)


def authors(works: Iterable[Work], records: dict[str, dict], entities: dict[str, dict]) -> dict[str, Author]:
    found: dict[str, Author] = defaultdict(Author)
    for work in works:
        record = records[work.work_id]
        for authorship in record.get("authorships") or []:
            who = authorship.get("author") or {}
            if not who.get("id"):
                continue
            author = found[bare(who["id"])]
            countries = {c for _, c, _ in authorship_credit(authorship, record, entities)} - {UNKNOWN}
            if countries:
                author.countries[work.year] |= countries
                author.has_orcid |= bool(who.get("orcid"))
            author.scopes[work.year] |= {(t, scope) for scope, ts in work.scopes.items() for t in ts}
    return found


def flows(found: dict[str, Author], first: int, last: int) -> dict[Flow, tuple[int, int]]:
    """Flow → authors, authors with an ORCID."""
    every: Counter = Counter()
    known: Counter = Counter()
    for author in found.values():
        active = set().union(*(scopes for year, scopes in author.scopes.items() if first <= year <= last))
        for origin, destination, kind in author.moves(first, last):
            at = [(origin, destination, *scope, kind) for scope in active]
            every.update(at)
            known.update(at if author.has_orcid else [])
    return {flow: (count, known[flow]) for flow, count in every.items()}
