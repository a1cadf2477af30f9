"""Networks with the same sizes and numbers of works: as docs/methods.md §3.5 seeds them, and drawn in another way."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
from plain_draws import number_of, splitmix64
from plain_exposure import Work, known
from plain_network import ALPHA
from scipy.sparse import csr_array, diags_array

ROUNDS_BEFORE, ROUNDS = 20, 4
STEPS = 130
On = dict[str, list[str]]
"""Work → institutions on it."""


def strata_of(works: Iterable[Work], *, is_whole: bool) -> dict[str, list[Work]]:
    """Works of two or more, by year and, in the network of all works, the first of their technologies by name."""
    found = defaultdict(list)
    for work in works:
        if len(known(work.institutions)) > 1:
            first = min(work.scopes["high"] - {"all"}, default="")
            found[f"{work.year} {first}" if is_whole else str(work.year)].append(work)
    return {name: sorted(found[name], key=lambda work: int(work.work_id[1:])) for name in sorted(found)}


def seeded(strata: dict[str, list[Work]], technology: str, draws: int) -> Iterator[On]:
    """Each network goes on from the one before; the numbers are those of SplitMix64 from the technology's hash."""
    stream = splitmix64(number_of(technology))
    slots = {
        name: [(work.work_id, i) for work in works for i in sorted(known(work.institutions))]
        for name, works in strata.items()
    }
    on = {work.work_id: known(work.institutions) for works in strata.values() for work in works}
    for draw in range(draws):
        for rounds in (ROUNDS_BEFORE, ROUNDS) if draw == 0 else (ROUNDS,):
            for mine in slots.values():
                for _ in range(rounds * len(mine)):
                    swap(mine, on, stream)
        yield {work: sorted(members) for work, members in on.items()}


def swap(slots: list[tuple[str, str]], on: dict[str, set[str]], stream: Iterator[int]) -> None:
    """Two slots change their institutions, unless a work would then have one twice."""
    a, b = (int((next(stream) >> 11) / 2**53 * len(slots)) for _ in range(2))
    (p, one), (q, other) = slots[a], slots[b]
    if p != q and one != other and other not in on[p] and one not in on[q]:
        slots[a], slots[b] = (p, other), (q, one)
        on[p], on[q] = on[p] - {one} | {other}, on[q] - {other} | {one}


def traded(strata: dict[str, list[Work]], draws: int, chance: random.Random) -> Iterator[On]:
    """Two works after the other deal out anew what only one of them has (curveball, Strona et al. 2014)."""
    on = {work.work_id: known(work.institutions) for works in strata.values() for work in works}
    for draw in range(draws):
        for works in strata.values():
            for _ in range((20 if draw == 0 else 3) * len(works) if len(works) > 1 else 0):
                p, q = (work.work_id for work in chance.sample(works, 2))
                apart, both = sorted(on[p] ^ on[q]), on[p] & on[q]
                taken = set(chance.sample(apart, len(on[p]) - len(both)))
                on[p], on[q] = both | taken, both | set(apart) - taken
        yield {work: sorted(members) for work, members in on.items()}


class Walks:
    """Indirect exposure of all institutions to several W on networks of the same institutions."""

    def __init__(self, institutions: Iterable[str], w: list[set[str]]) -> None:
        self.names = sorted(institutions)
        self.place = {name: n for n, name in enumerate(self.names)}
        self.seeds = np.array([[float(name in one) for one in w] for name in self.names])

    def indirect(self, on: On) -> np.ndarray:
        """(institutions, W): h ← (1−α)·1_W + α·P·h without its one step; .85^130 is less than 1e-9."""
        links = [(i, j, 1 / (len(of) - 1)) for of in map(self._numbers, on.values()) for i in of for j in of if i != j]
        ends, others, parts = zip(*links, strict=True)
        p = csr_array((parts, (ends, others)), shape=(len(self.names), len(self.names)))
        p = diags_array(1 / p.sum(axis=1)) @ p
        h = np.zeros_like(self.seeds)
        for _ in range(STEPS):
            h = (1 - ALPHA) * self.seeds + ALPHA * (p @ h)
        return h - (1 - ALPHA) * ALPHA * (p @ self.seeds)

    def _numbers(self, members: list[str]) -> list[int]:
        return [self.place[name] for name in members]
