"""How far the network on a unit's works holds together: institutions that are linked by works, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from analytics.estimates.draws import Floats, Hashes, Ints, draw


@dataclass(frozen=True)
class Networks:
    """For every cell: institutions in the largest component, of all works, without joint works, without W on them.

    ``lost`` are the institutions of W that are then on no work: a row each with its cell and the hash of its id.
    """

    largest: Ints
    without_works: Ints
    without_counterpart: Ints
    lost_cell: Ints
    lost_hash: Hashes

    def lost(self) -> Ints:
        """How many institutions of W are lost, by cell."""
        lost: Ints = np.bincount(self.lost_cell, minlength=len(self.largest))
        return lost

    def most(self, available: Ints) -> Ints:
        """How many links can be formed anew at most: with those ``available``, and no more than the component lost."""
        most: Ints = np.minimum(available, self.largest - self.without_counterpart)
        return most

    def reformed_drawn(self, share: float, replicates: range) -> Floats:
        """How many are formed anew, drawn link by link with the chance ``share``: an array (cells, ``replicates``)."""
        is_formed = (draw(self.lost_hash, replicates).chance() < share).astype(np.float64)
        places = (self.lost_cell, np.arange(len(self.lost_cell)))
        sums = csr_array((np.ones(len(self.lost_cell)), places), shape=(len(self.largest), len(self.lost_cell)))
        counts: Floats = sums @ is_formed
        return counts


def networks(links: pl.DataFrame, cells: int) -> Networks:
    """From ``links``: cell, work_id, institution_id, hash (of the institution), is_exposed, is_counterpart."""
    works = links.select(pl.struct("cell", "work_id").rank("dense")).to_series().to_numpy() - 1
    bodies = links.select(pl.struct("cell", "institution_id").rank("dense")).to_series().to_numpy() - 1
    cell, is_exposed = links["cell"].to_numpy(), links["is_exposed"].to_numpy()
    is_kept = ~(is_exposed & links["is_counterpart"].to_numpy())
    left = links.filter(pl.Series(is_kept)).select("cell", "institution_id").unique()
    lost = links.select("cell", "institution_id", "hash").unique().join(left, on=["cell", "institution_id"], how="anti")
    lost = lost.sort("cell", "institution_id")
    whole = _largest(cell, works, bodies, cells)
    alone, without = (_largest(cell[of], works[of], bodies[of], cells) for of in (~is_exposed, is_kept))
    return Networks(whole, alone, without, lost["cell"].to_numpy(), lost["hash"].to_numpy())


def _largest(cell: Ints, work: Ints, body: Ints, cells: int) -> Ints:
    """Institutions in the largest component of every cell; 0 where a cell has none."""
    largest = np.zeros(cells, np.int64)
    if not len(cell):
        return largest
    first = int(work.max()) + 1
    nodes = first + int(body.max()) + 1
    matrix = coo_array((np.ones(len(cell), np.int8), (work, first + body)), shape=(nodes, nodes))
    _, label = connected_components(matrix, directed=False)
    present, at = np.unique(body, return_index=True)
    of_body = label[first + present]
    size = np.bincount(of_body, minlength=nodes)[of_body]
    np.maximum.at(largest, cell[at], size)
    return largest
