"""Concentration of partners in every replicate: sums of squares over partners, without a series for each.

With n_jy joint works of partner j in year y, a window's Σ_j n_j² is the sum of Σ_j n_jy n_jz over its pairs of years:
of a pair it is the same in every window, and most partners have few years. A partner with a single work needs no more
than the weight of that work.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analytics.compiled import compiled
from analytics.estimates.bootstrap import REPLICATES, Floats, Hashes, Ints, drawn_weights

NEAR = 5
"""Years of a window that is summed from pairs of years; one of more takes each partner's works at once."""
ROOM = 2**22
"""Weights held at a time, a byte each."""
BLOCK = 512
"""Cells whose replicates are held at a time: 4 MB a number, unless one group has more."""

Weights = NDArray[np.uint8]
Counts = NDArray[np.int64]


class Joint(NamedTuple):
    """Works of groups with partners: groups, their years (slots), works and partners, numbered in the order of groups.

    ``slots``, ``works``, ``partners`` and ``cells`` say where those of each group begin, and last how many there are.
    """

    slots: Ints
    works: Ints
    partners: Ints
    cells: Ints
    year: Ints
    """Of each slot."""
    slot: Ints
    """Of each work; ``links`` are its partners, ``single`` those of them without another work in the group."""
    links: Ints
    single: Ints
    entries: Ints
    """The works of all other partners, those of partner j from ``ends[j]`` on and before ``ends[j + 1]``."""
    ends: Ints
    start: Ints
    """Of each cell the first slot of its window, and the first after it."""
    end: Ints


def concentrations(
    joint: Joint, hashes: Hashes, replicates: int = REPLICATES
) -> Iterator[tuple[slice, Floats, Floats]]:
    """Cells, and of each Σ (n² − 2n) and Σ n over its partners: two arrays (cells, replicates).

    ``hashes`` are those of the works.
    """
    for low, high in _blocks(joint, replicates):
        works, cells = slice(*joint.works[[low, high]]), slice(*joint.cells[[low, high]])
        shape = (cells.stop - cells.start, replicates)
        squares, links = np.zeros(shape), np.zeros(shape)
        size = max(64, ROOM // max(1, works.stop - works.start) // 4 * 4)
        for first in range(0, replicates, size):
            here = slice(first, min(first + size, replicates))
            weights = drawn_weights(hashes[works], here.stop - first, first)
            _sum(joint, low, high, weights, squares[:, here], links[:, here])
        yield cells, squares - 2 * links, links


def _blocks(joint: Joint, replicates: int) -> Iterator[tuple[int, int]]:
    """Groups whose weights and cells fit, or a single one: from and before which."""
    low, groups = 0, joint.works.size - 1
    while low < groups:
        fit = np.searchsorted(joint.works, joint.works[low] + ROOM // replicates, "right") - 1
        few = np.searchsorted(joint.cells, joint.cells[low] + BLOCK, "right") - 1
        high = max(low + 1, int(min(fit, few)))
        yield low, high
        low = high


@compiled
def _sum(joint: Joint, low: int, high: int, weights: Weights, squares: Floats, links: Floats) -> None:
    """Add Σ n² and Σ n of the cells of groups ``low`` to ``high`` from a table of the weights of their works."""
    many, size = 0, weights.shape[1]
    for group in range(low, high):
        many = max(many, joint.slots[group + 1] - joint.slots[group])
    # By year: links, squares of partners with one work, and products with the years from it on.
    of_year, alone = np.empty((many, size), np.int64), np.empty((many, size), np.int64)
    pairs, counts = np.empty((many, NEAR, size), np.int64), np.empty((many, size), np.int32)
    active = np.empty(many, np.int64)
    for group in range(low, high):
        slots = joint.slots[group + 1] - joint.slots[group]
        of_year[:slots], alone[:slots], pairs[:slots] = 0, 0, 0
        _add_works(joint, group, joint.works[low], weights, of_year, alone)
        for partner in range(joint.partners[group], joint.partners[group + 1]):
            years = _count(joint, group, partner, joint.works[low], weights, counts, active)
            _add_partner(joint, group, joint.cells[low], active[:years], counts[:years], pairs, squares)
        for cell in range(joint.cells[group], joint.cells[group + 1]):
            at = cell - joint.cells[low]
            _add_cell(joint, group, cell, of_year, alone, pairs, squares[at], links[at])


@compiled
def _add_cell(
    joint: Joint, group: int, cell: int, of_year: Counts, alone: Counts, pairs: Counts, squares: Floats, links: Floats
) -> None:
    start, end = joint.start[cell] - joint.slots[group], joint.end[cell] - joint.slots[group]
    is_near = _is_near(joint, cell)
    for a in range(start, end):
        for r in range(links.size):
            links[r] += of_year[a, r]
            squares[r] += alone[a, r]
        for b in range(a, end if is_near else a):
            times = 1 if a == b else 2
            for r in range(links.size):
                squares[r] += times * pairs[a, b - a, r]


@compiled
def _is_near(joint: Joint, cell: int) -> bool:
    start, last = joint.start[cell], joint.end[cell] - 1
    return bool(last < start or joint.year[last] - joint.year[start] < NEAR)


@compiled
def _add_works(joint: Joint, group: int, before: int, weights: Weights, of_year: Counts, alone: Counts) -> None:
    for work in range(joint.works[group], joint.works[group + 1]):
        drawn, slot = weights[work - before], joint.slot[work] - joint.slots[group]
        links, single = joint.links[work], joint.single[work]
        into = of_year[slot]
        for r in range(drawn.size):
            into[r] += links * drawn[r]
        if single > 0:
            into = alone[slot]
            for r in range(drawn.size):
                into[r] += single * (np.int64(drawn[r]) * drawn[r])


@compiled
def _count(
    joint: Joint, group: int, partner: int, before: int, weights: Weights, counts: NDArray[np.int32], active: Ints
) -> int:
    """Joint works of a partner by year, into ``counts``, and which slots of the group these years are."""
    years = 0
    for entry in range(joint.ends[partner], joint.ends[partner + 1]):
        drawn = weights[joint.entries[entry] - before]
        slot = joint.slot[joint.entries[entry]] - joint.slots[group]
        if years == 0 or active[years - 1] != slot:
            active[years] = slot
            counts[years] = 0
            years += 1
        into = counts[years - 1]
        for r in range(drawn.size):
            into[r] += np.int32(drawn[r])
    return years


@compiled
def _add_partner(
    joint: Joint, group: int, cells: int, active: Ints, counts: NDArray[np.int32], pairs: Counts, squares: Floats
) -> None:
    """Squares of a partner's works: of pairs of years, or where they are more than windows, of windows."""
    low, high, before = joint.cells[group], joint.cells[group + 1], joint.slots[group]
    near = _near_cells(joint, group)
    by_pair = _near_pairs(joint, group, active) <= near
    if by_pair:
        _add_pairs(joint, group, active, counts, pairs)
    if by_pair and near == high - low:
        return
    for a in range(1, active.size):
        earlier, here = counts[a - 1], counts[a]
        for r in range(here.size):
            here[r] += earlier[r]
    for cell in range(low, high):
        if by_pair and _is_near(joint, cell):
            continue
        start, end = _place(active, joint.start[cell] - before), _place(active, joint.end[cell] - before)
        if end > start:
            _add_square(counts[end - 1], counts[start - 1 if start > 0 else 0], start > 0, squares[cell - cells])


@compiled
def _place(active: Ints, slot: int) -> int:
    """How many of the slots come before one."""
    found = 0
    for a in range(active.size):
        found += active[a] < slot
    return found


@compiled
def _add_square(until: NDArray[np.int32], before: NDArray[np.int32], is_later: bool, into: Floats) -> None:
    if is_later:
        for r in range(into.size):
            n = np.float64(until[r] - before[r])
            into[r] += n * n
    else:
        for r in range(into.size):
            n = np.float64(until[r])
            into[r] += n * n


@compiled
def _near_pairs(joint: Joint, group: int, active: Ints) -> int:
    year, found = joint.year[joint.slots[group] : joint.slots[group + 1]], 0
    for a in range(active.size):
        for b in range(a, active.size):
            found += year[active[b]] - year[active[a]] < NEAR
    return found


@compiled
def _near_cells(joint: Joint, group: int) -> int:
    found = 0
    for cell in range(joint.cells[group], joint.cells[group + 1]):
        found += _is_near(joint, cell)
    return found


@compiled
def _add_pairs(joint: Joint, group: int, active: Ints, counts: NDArray[np.int32], pairs: Counts) -> None:
    year = joint.year[joint.slots[group] : joint.slots[group + 1]]
    for a in range(active.size):
        for b in range(a, active.size):
            if year[active[b]] - year[active[a]] < NEAR:
                into, one, other = pairs[active[a], active[b] - active[a]], counts[a], counts[b]
                for r in range(into.size):
                    into[r] += np.int64(one[r]) * np.int64(other[r])
