"""What a scenario makes of a cell's numbers: from changes of works to changes of the whole, with their limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from analytics.estimates.draws import REPLICATES, Drawn, Floats, Hashes, Ints, draw, limits
from analytics.estimates.matched_pools import Pools

CHUNK = 50
Change = tuple[Floats, Floats, Floats, Floats]
"""Of works, of their top 10 % score, of their citations over those to be expected, of works that can be judged."""


@dataclass(frozen=True)
class Rows:
    """Works of cells, sorted by cell: what each counts; ``top10`` and ``ncs`` are 0 where it cannot be judged."""

    cell: Ints
    work: Ints
    top10: Floats
    ncs: Floats
    is_measured: Floats
    mass: Floats

    def where(self, chosen: Ints) -> Rows:
        """The rows at ``chosen``."""
        return Rows(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Totals:
    """By cell, or by cell and replicate: works that can be judged, the sum of their citations over the expected."""

    measured: Floats
    ncs: Floats

    def changes(self, change: Change) -> tuple[Floats, Floats, Floats]:
        """Change of works, of the top 10 % score and of MNCS; the last null (not a number) where nothing is left."""
        works, top10, ncs, measured = change
        with np.errstate(divide="ignore", invalid="ignore"):
            mncs = (self.ncs + ncs) / (self.measured + measured) - self.ncs / self.measured
        return works, top10, np.where(self.measured + measured > 1e-9, mncs, np.nan)


def dropped(joint: Rows, share: Floats) -> Change:
    """Every joint work loses ``share`` of itself: 1 drops it (S0), the mass of W drops that of W (S1)."""
    return -share, -share * joint.top10, -share * joint.ncs, -share * joint.is_measured


def redrawn(joint: Rows, top10: Floats, ncs: Floats) -> Change:
    """Every joint work stays and is cited otherwise (S2, S3); arrays by row, or by row and replicate."""
    shape = (-1, *(1,) * (top10.ndim - 1))
    measured = joint.is_measured.reshape(shape)
    none = np.zeros_like(top10)
    return none, measured * (top10 - joint.top10.reshape(shape)), measured * (ncs - joint.ncs.reshape(shape)), none


def expected(pools: Pools) -> tuple[Floats, Floats]:
    """What a joint work is cited like on average over its matches."""
    return pools.mean(pools.top10), pools.mean(pools.ncs)


def by_cell(change: Change, joint: Rows) -> Change:
    """Sums over joint works; every cell has some."""
    _, first = np.unique(joint.cell, return_index=True)
    works, top10, ncs, measured = (np.add.reduceat(part, first, axis=0) for part in change)
    return works, top10, ncs, measured


def totals(rows: Rows, cells: int, weights: Floats) -> Totals:
    """Sums over all works of a cell, ``weights`` being an array (works, replicates)."""
    where = (rows.cell, rows.work)
    shape = (cells, len(weights))
    measured, ncs = (csr_array((of, where), shape=shape) @ weights for of in (rows.is_measured, rows.ncs))
    return Totals(measured, ncs)


@dataclass(frozen=True)
class Scenario:
    """A scenario by name; S2 and S3 redraw from ``pools``, S3 with the chance ``share`` from ``trusted`` instead."""

    name: str
    trust_set_id: str = "none"
    pools: Pools | None = None
    trusted: Pools | None = None
    share: float = 0.0

    def expected(self, joint: Rows) -> Change:
        """The change of every joint work, on average over what may be drawn."""
        if self.pools is None:
            return dropped(joint, np.ones_like(joint.mass) if self.name == "S0" else joint.mass)
        top10, ncs = expected(self.pools)
        if self.trusted is not None:
            pairs = zip((top10, ncs), expected(self.trusted), strict=True)
            top10, ncs = ((1 - self.share) * plain + self.share * formed for plain, formed in pairs)
        return redrawn(joint, top10, ncs)

    def drawn(self, joint: Rows, chances: Drawn) -> Change:
        """The change of every joint work in every replicate, by the draws of its work."""
        if self.pools is None:
            works, top10, ncs, measured = (part[:, None] for part in self.expected(joint))
            return works, top10, ncs, measured
        at, top10, ncs = self.pools.drawn(chances.place()), self.pools.top10, self.pools.ncs
        if self.trusted is not None:
            # The pools lie one behind the other, so that one look-up serves both.
            formed = self.trusted.drawn(chances.place()) + len(top10)
            at = np.where(chances.chance() < self.share, formed, at)
            top10, ncs = (
                np.concatenate([of_all, formed])
                for of_all, formed in ((top10, self.trusted.top10), (ncs, self.trusted.ncs))
            )
        return redrawn(joint, top10[at], ncs[at])


Limits = tuple[Floats, Floats]


def bands(rows: Rows, joint: Rows, hashes: Hashes, cells: int, scenarios: list[Scenario]) -> list[list[Limits]]:
    """For every scenario the limits of the three changes, over replicates of the works and of what is redrawn."""
    found = [[np.empty((cells, REPLICATES)) for _ in range(3)] for _ in scenarios]
    for first in range(0, REPLICATES, CHUNK):
        replicates = range(first, min(first + CHUNK, REPLICATES))
        chances = draw(hashes, replicates)
        whole, of_joint = totals(rows, cells, chances.times()), chances.of(joint.work)
        times = of_joint.times()
        for scenario, into in zip(scenarios, found, strict=True):
            works, top10, ncs, measured = (part * times for part in scenario.drawn(joint, of_joint))
            changed = whole.changes(by_cell((works, top10, ncs, measured), joint))
            for array, part in zip(into, changed, strict=True):
                array[:, first : replicates.stop] = part
    return [[limits(array) for array in into] for into in found]
