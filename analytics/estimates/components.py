"""How far the network on a unit's works holds together: institutions that are linked by works, cell by cell."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analytics.compiled import compiled
from analytics.estimates.draws import Flags, Ints

NONE = -2
"""The country of what is no partner, beside −1 where the country is not known."""

Bodies = NDArray[np.int32]


class Links(NamedTuple):
    """The institutions of every work, those of work i from ``first[i]`` on and before ``first[i + 1]``."""

    first: Ints
    institution: Bodies

    @classmethod
    def of(cls, work: Ints, institution: Ints, works: int) -> Links:
        """From a row per link, in any order; ``works`` is how many works there are."""
        first = np.concatenate([[0], np.cumsum(np.bincount(work, minlength=works))])
        return cls(first, institution[np.argsort(work)].astype(np.int32))


class Networks(NamedTuple):
    """For every cell: institutions in the largest component, of all works, without joint works, without W on them.

    ``lost`` are the institutions of W that are then on no work, a row each with its ``lost_cell``. ``met`` says
    how many ``partners`` abroad of each trust set are on works: (cells, sets).
    """

    largest: Ints
    without_works: Ints
    without_counterpart: Ints
    lost_cell: Ints
    lost: Ints
    met: Ints


def networks(
    cell: Ints, work: Ints, is_exposed: Flags, own_country: Ints, links: Links, is_counterpart: Flags, partners: Ints
) -> Networks:
    """The works of cells, sorted by cell, as rows; by cell its country, by institution whether it is of W.

    ``partners`` (sets, institutions) is the country of those of each trust set that are not of W, else `NONE`.
    """
    ends = np.searchsorted(cell, np.arange(own_country.size + 1))
    exposed = work[is_exposed]
    room = int((links.first[exposed + 1] - links.first[exposed]).sum())
    largest, lost = np.zeros((3, own_country.size), np.int64), np.empty((2, room + 1), np.int64)
    met = np.zeros((own_country.size, len(partners)), np.int64)
    found = _networks(ends, work, is_exposed, own_country, links, is_counterpart, partners, largest, lost, met)
    return Networks(largest[0], largest[1], largest[2], lost[0, :found], lost[1, :found], met)


def available(active: Flags, partner: Ints, met: Ints, technology: Ints, country: Ints) -> Ints:
    """By cell: partners abroad with works of its technology and none with the unit; ``active`` as of `mark`."""
    place, body = np.nonzero(active & (partner != NONE))
    by_country = np.zeros((len(active), max(partner.max(initial=0), country.max(initial=0)) + 2), np.int64)
    np.add.at(by_country, (place, partner[body] + 1), 1)
    found: Ints = by_country.sum(axis=1)[technology] - by_country[technology, country + 1] - met
    return found


@compiled
def mark(technology: Ints, work: Ints, links: Links, found: Flags) -> None:
    """Mark in ``found`` (technologies, institutions) the institutions on works of a technology, a row each."""
    for row in range(work.size):
        for at in range(links.first[work[row]], links.first[work[row] + 1]):
            found[technology[row], links.institution[at]] = True


@compiled
def _networks(
    ends: Ints, work: Ints, is_exposed: Flags, own_country: Ints, links: Links, is_counterpart: Flags, partners: Ints,
    largest: Ints, lost: Ints, met: Ints,
) -> int:  # fmt: skip
    """Fill ``largest`` and ``met``, and ``lost`` (cell, institution) from its beginning; how many are lost."""
    parent, size = np.empty(is_counterpart.size, np.int32), np.empty(is_counterpart.size, np.int32)
    # In which cell an institution was last met: in each of the three networks, and when they were compared.
    last, found = np.full((4, is_counterpart.size), -1), 0
    for cell in range(own_country.size):
        works, exposed = work[ends[cell] : ends[cell + 1]], is_exposed[ends[cell] : ends[cell + 1]]
        for left in range(3):
            largest[left, cell] = _largest(
                works,
                exposed & (left == 1),
                exposed & (left == 2),
                links,
                is_counterpart,
                cell,
                last[left],
                parent,
                size,
            )
        for one in works:
            for body in links.institution[links.first[one] : links.first[one + 1]]:
                if last[3, body] != cell:
                    last[3, body] = cell
                    lost[0, found], lost[1, found] = cell, body
                    found += last[2, body] != cell
                    for of_set in range(len(partners)):
                        country = partners[of_set, body]
                        met[cell, of_set] += country != NONE and country != own_country[cell]
    return found


@compiled
def _largest(
    works: Ints, is_left: Flags, is_without: Flags, links: Links, is_counterpart: Flags, cell: int, last: Ints,
    parent: Bodies, size: Bodies,
) -> int:  # fmt: skip
    """Institutions in the largest component of ``works``, but for those left and for links of W where without it."""
    largest = 0
    for row in range(works.size):
        before = -1
        for body in links.institution[links.first[works[row]] : links.first[works[row] + 1]]:
            if is_left[row] or (is_without[row] and is_counterpart[body]):
                continue
            if last[body] != cell:
                last[body], parent[body], size[body] = cell, body, 1
            joined = _join(parent, size, body if before < 0 else before, body)
            largest, before = max(largest, joined), body
    return largest


@compiled
def _join(parent: Bodies, size: Bodies, one: int, other: int) -> int:
    """Make one component of the two that hold these institutions; how large it is."""
    one, other = _root(parent, one), _root(parent, other)
    if one != other:
        if size[one] < size[other]:
            one, other = other, one
        parent[other] = one
        size[one] += size[other]
    return int(size[one])


@compiled
def _root(parent: Bodies, body: int) -> int:
    while parent[body] != body:
        parent[body] = parent[parent[body]]
        body = parent[body]
    return body
