"""What a scenario makes of a cell's numbers: from changes of works to changes of the whole, with their limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.estimates.draws import REPLICATES, Floats, Hashes, Ints, limits
from analytics.estimates.matched_pools import Pools
from analytics.estimates.redraws import Matches, counted, recited

BLOCK = 128
"""Cells whose replicates are held at a time: 400 kB a number, which a processor keeps near."""

Change = tuple[Floats, Floats, Floats, Floats]
"""Of works, of their top 10 % score, of their citations over those to be expected, of works that can be judged."""


@dataclass(frozen=True)
class Rows:
    """Works of cells, sorted by cell: what each counts; ``top10`` and ``ncs`` are 0 where it cannot be judged."""

    cell: Ints
    hash: Hashes
    top10: Floats
    ncs: Floats
    is_measured: Floats
    mass: Floats

    def within(self, low: int, high: int) -> slice:
        """Which rows are of the cells from ``low`` on and before ``high``."""
        return slice(*np.searchsorted(self.cell, [low, high]))

    def where(self, chosen: Ints | slice) -> Rows:
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
    """Every joint work stays and is cited otherwise (S2, S3)."""
    none = np.zeros_like(top10)
    return none, joint.is_measured * (top10 - joint.top10), joint.is_measured * (ncs - joint.ncs), none


def by_cell(change: Change, joint: Rows) -> Change:
    """Sums over joint works; every cell has some."""
    _, first = np.unique(joint.cell, return_index=True)
    works, top10, ncs, measured = (np.add.reduceat(part, first, axis=0) for part in change)
    return works, top10, ncs, measured


@dataclass(frozen=True)
class Scenario:
    """A scenario by name; S2 and S3 redraw from ``pools``, S3 with the chance ``share`` from ``trusted`` instead,
    where that has any.
    """

    name: str
    trust_set_id: str = "none"
    pools: Pools | None = None
    trusted: Pools | None = None
    share: float = 0.0

    def expected(self, joint: Rows) -> Change:
        """The change of every joint work, on average over what may be drawn."""
        if self.pools is None:
            return dropped(joint, np.ones_like(joint.mass) if self.name == "S0" else joint.mass)
        cited = self.pools.mean()
        if self.trusted is not None:
            formed = np.where(self.trusted.size[:, None] == 0, cited, self.trusted.mean())
            cited = (1 - self.share) * cited + self.share * formed
        return redrawn(joint, *cited.T)


def bands(rows: Rows, joint: Rows, cells: int, scenarios: list[Scenario]) -> Floats:
    """Limits of the three changes, over replicates of the works and of what is redrawn: (scenarios, 3, 2, ``cells``).

    Of ``scenarios`` those that redraw come last, and S2 first of them.
    """
    found = np.empty((len(scenarios), 3, 2, cells))
    losing, matches = [scenario for scenario in scenarios if scenario.pools is None], _matches(scenarios)
    for low in range(0, cells, BLOCK):
        high = min(low + BLOCK, cells)
        here, at = rows.where(rows.within(low, high)), joint.within(low, high)
        sums = np.stack([here.is_measured, here.ncs])
        whole = Totals(*counted(here.cell - low, here.hash, sums, high - low))
        lost = joint.where(at)
        losses = (np.stack(scenario.expected(lost)) for scenario in losing)
        changes = [counted(lost.cell - low, lost.hash, loss, high - low) for loss in losses]
        # Rows with the same matches follow each other, so that these stay near the processor.
        order = at.start + np.argsort(matches.start[0, at], kind="stable")
        lost, none = joint.where(order), np.zeros((high - low, REPLICATES))
        cited = np.stack([lost.is_measured, lost.top10, lost.ncs], axis=1)
        redraws = recited(lost.cell - low, lost.hash, cited, matches.where(order), scenarios[-1].share, high - low)
        changes += [np.stack([none, *redrawn, none]) for redrawn in redraws]
        for n, change in enumerate(changes):
            found[n, ..., low:high] = [limits(changed) for changed in whole.changes(tuple(change))]
    return found


def _matches(scenarios: list[Scenario]) -> Matches:
    """Where the matches of rows lie in the pools of all ``scenarios`` together; those of S2 where S3 has none."""
    pools = [scenario.trusted or scenario.pools for scenario in scenarios if scenario.pools]
    before = np.cumsum([0, *(len(pool.values) for pool in pools)])
    empty = [pool.size == 0 for pool in pools]
    start = [
        np.where(none, pools[0].start, pool.start + shift)
        for pool, none, shift in zip(pools, empty, before, strict=False)
    ]
    size = [np.where(none, pools[0].size, pool.size) for pool, none in zip(pools, empty, strict=True)]
    return Matches(np.stack(start), np.stack(size), np.concatenate([pool.values for pool in pools]))
