"""Walks on the network of institutions, link by link in dictionaries, after methods.md §6.10."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from plain_exposure import Work, known, wilson

ALPHA = 0.85
Steps = dict[str, dict[str, float]]


def steps(works: Iterable[Work]) -> tuple[Steps, dict[str, int]]:
    """Institution → neighbour → chance of a step there; institution → works with others."""
    links: Steps = defaultdict(lambda: defaultdict(float))
    counts: dict[str, int] = defaultdict(int)
    for institutions in (known(work.institutions) for work in works):
        for i in institutions if len(institutions) > 1 else ():
            counts[i] += 1
            for j in institutions - {i}:
                links[i][j] += 1 / (len(institutions) - 1)
    chances = {i: {j: link / sum(mine.values()) for j, link in mine.items()} for i, mine in links.items()}
    return chances, dict(counts)


def mean_over(chances: Steps, values: dict[str, float]) -> dict[str, float]:
    return {i: sum(p * values[j] for j, p in mine.items()) for i, mine in chances.items()}


def walk(chances: Steps, w: set[str]) -> dict[str, float]:
    h = dict.fromkeys(chances, 0.0)
    for _ in range(145):
        h = {i: (1 - ALPHA) * (i in w) + ALPHA * value for i, value in mean_over(chances, h).items()}
    return h


def numbers(chances: Steps, w: set[str]) -> dict[str, dict[str, float]]:
    """Institution → walk, one_step, indirect, two_step."""
    h, one = walk(chances, w), mean_over(chances, {i: float(i in w) for i in chances})
    two = mean_over(chances, {i: 0.0 if i in w else value for i, value in one.items()})
    return {
        i: {"walk": h[i], "one_step": one[i], "indirect": h[i] - (1 - ALPHA) * ALPHA * one[i], "two_step": two[i]}
        for i in chances
    }


def step_limits(works: Iterable[Work], w: set[str]) -> dict[str, tuple[float, float]]:
    """Institution → limits of one_step: Wilson's of as many works as would make a plain share as unsure."""
    seen: dict[str, list[float]] = defaultdict(list)
    for institutions in (known(work.institutions) for work in works):
        for i in institutions if len(institutions) > 1 else ():
            seen[i].append(len((institutions - {i}) & w) / (len(institutions) - 1))
    found = {}
    for i, shares in seen.items():
        mean = sum(shares) / len(shares)
        variance = sum((share - mean) ** 2 for share in shares) / len(shares)
        works_alike = len(shares) * mean * (1 - mean) / variance if variance > 1e-12 else len(shares)
        found[i] = wilson(mean * works_alike, works_alike)
    return found
