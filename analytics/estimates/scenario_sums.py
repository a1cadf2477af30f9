"""What a scenario makes of a cell's numbers: from changes of works to changes of the whole, with their limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.estimates.draws import Floats, Hashes, Ints, limits
from analytics.estimates.matched_pools import Pools
from analytics.estimates.redraws import Pool, counted, recited

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
    """Every joint work stays and is cited otherwise (S2, S3)."""
    none = np.zeros_like(top10)
    return none, joint.is_measured * (top10 - joint.top10), joint.is_measured * (ncs - joint.ncs), none


def expected(pools: Pools) -> tuple[Floats, Floats]:
    """What a joint work is cited like on average over its matches."""
    return pools.mean(pools.top10), pools.mean(pools.ncs)


def by_cell(change: Change, joint: Rows) -> Change:
    """Sums over joint works; every cell has some."""
    _, first = np.unique(joint.cell, return_index=True)
    works, top10, ncs, measured = (np.add.reduceat(part, first, axis=0) for part in change)
    return works, top10, ncs, measured


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

    def drawn(self, joint: Rows, hashes: Hashes, cells: int) -> Change:
        """The change of every cell in every replicate, by the draws of its works."""
        if self.pools is None:
            works, top10, ncs, measured = counted(joint.cell, hashes, np.stack(self.expected(joint)), cells)
            return works, top10, ncs, measured
        trusted = self.pools if self.trusted is None else self.trusted
        share = 0.0 if self.trusted is None else self.share
        judged = np.flatnonzero(joint.is_measured)
        own = np.stack([joint.top10, joint.ncs])[:, judged]
        pools = _pool(self.pools, judged), _pool(trusted, judged)
        top10, ncs = recited(joint.cell[judged], hashes[judged], own, pools, share, cells)
        none = np.zeros_like(top10)
        return none, top10, ncs, none


def _pool(pools: Pools, rows: Ints) -> Pool:
    return pools.start[rows], pools.size[rows], pools.top10, pools.ncs


Limits = tuple[Floats, Floats]


def bands(rows: Rows, joint: Rows, hashes: Hashes, cells: int, scenarios: list[Scenario]) -> list[list[Limits]]:
    """For every scenario the limits of the three changes, over replicates of the works and of what is redrawn.

    ``hashes`` are those of works by number.
    """
    whole = Totals(*counted(rows.cell, hashes[rows.work], np.stack([rows.is_measured, rows.ncs]), cells))
    of_joint = hashes[joint.work]
    return [
        [limits(changed) for changed in whole.changes(scenario.drawn(joint, of_joint, cells))] for scenario in scenarios
    ]
