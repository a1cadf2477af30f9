"""Bands of scenarios: every work counts as often as its draw says and is cited like the match its draw names."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from plain_draws import REPLICATES, chances, counts, limits, places
from plain_scenario import SHARE, SMALL, Asked, Cell, View

Matches = list[tuple[float, float]]
"""Top 10 % score and c/e of the works a joint work may be cited like."""


class Ordered:
    """Works without W in the order that places count in: year, team size, leadership, number of the work, unit id."""

    def __init__(self, seen: dict[tuple, list[View]], asked: Asked, trust_set: str | None) -> None:
        rows = [
            (technology, *view.stratum, int(view.work.work_id[1:]), unit, view.score["top10"], float(view.score["ncs"]))
            for (unit, technology), mine in seen.items()
            for view in mine
            if view.score and not asked.counterparts(view.work) and (not trust_set or view.partners[trust_set])
        ]
        self.found: dict[tuple, Matches] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row[:6]):
            for keys in range(1, 5):
                self.found[row[:keys]].append(row[6:])

    def matches(self, technology: str, view: View) -> Matches:
        for keys in (3, 2, 1):
            found = self.found.get((technology, *view.stratum[:keys]), [])
            if len(found) >= SMALL:
                return found
        return self.found.get((technology,), [])


def band(technology: str, cell: Cell, asked: Asked, pool: Ordered, formed: Ordered | None, name: str) -> dict:
    """Low and high of delta_p, delta_p_top10 and delta_mncs; whether they are shown is asked elsewhere."""
    measured, total = np.zeros(REPLICATES), np.zeros(REPLICATES)
    p, top, ncs, gone = (np.zeros(REPLICATES) for _ in range(4))
    for view in cell.views:
        if view.score:
            measured += counts(view.work.work_id)
            total += counts(view.work.work_id) * float(view.score["ncs"])
    for view in cell.joint:
        often = counts(view.work.work_id)
        if name in ("S0", "S1"):
            dropped = often * (1 if name == "S0" else asked.mass(view.work))
            p -= dropped
            if view.score:
                top, ncs, gone = (
                    top - dropped * view.score["top10"],
                    ncs - dropped * float(view.score["ncs"]),
                    gone + dropped,
                )
        elif view.score:
            drawn = redrawn(technology, view, pool, formed)
            top = top + often * (drawn[:, 0] - view.score["top10"])
            ncs = ncs + often * (drawn[:, 1] - float(view.score["ncs"]))
    is_left = measured - gone > 1e-9
    left, whole = np.where(is_left, measured - gone, 1), np.where(measured > 0, measured, 1)
    mncs = np.where(is_left, (total + ncs) / left - total / whole, np.nan)
    found = {}
    for of, values in (("p", p), ("p_top10", top), ("mncs", mncs)):
        found[f"delta_{of}_low"], found[f"delta_{of}_high"] = limits(values)
    return found


def redrawn(technology: str, view: View, pool: Ordered, formed: Ordered | None) -> np.ndarray:
    """(replicates, 2): the score and c/e of the match that each replicate draws."""
    plain, name = pool.matches(technology, view), view.work.work_id
    anew = (formed.matches(technology, view) if formed else None) or plain
    is_anew = (chances(name) < SHARE) & (formed is not None)
    first, second = (np.array(of)[(places(name) * len(of)).astype(int)] for of in (plain, anew))
    return np.where(is_anew[:, None], second, first)


def component_band(change: float, lost: set[str], most: int, *, is_formed: bool) -> dict:
    """Links of the ``lost`` institutions are formed anew one by one, and no more than ``most``."""
    low = high = 0.0
    if is_formed:
        drawn = sum(((chances(i) < SHARE).astype(float) for i in sorted(lost)), np.zeros(REPLICATES))
        low, high = limits(np.minimum(drawn, most))
    return {"delta_component_low": change + low, "delta_component_high": change + high}
