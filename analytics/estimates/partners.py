"""Who could take the place of W: institutions by what they can do, how alike it is, and how near they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from scipy.sparse import csr_array, diags_array

from analytics.estimates.draws import Flags, Floats, Ints

ALPHA, STEPS = 0.85, 3
BATCH = 256
Sparse = Any  # scipy's arrays carry no types


@dataclass(frozen=True)
class Field:
    """A technology: which works it has, institutions with enough of them, their top 10 % score, topics (length 1)."""

    has: Flags
    bodies: Ints
    capability: Floats
    profiles: Sparse


class Past:
    """Works of some years by number: which institutions, technologies and topics they have."""

    def __init__(
        self, links: pl.DataFrame, technologies: pl.DataFrame, topics: pl.DataFrame, bodies: list[str], floor: int
    ) -> None:
        """``bodies`` numbers institutions; ``floor`` works in a technology make a candidate."""
        self.floor, self.bodies = floor, {name: place for place, name in enumerate(bodies)}
        ids = links.select("work_id").unique().sort("work_id")["work_id"]
        self.works, self.count = pl.Enum(ids), ids.len()
        self.on = self._matrix(
            links, links["institution_id"].replace_strict(self.bodies, return_dtype=pl.Int64), bodies
        )
        self.by_work = self.on.T.tocsr()
        is_large = self.flags(links.filter("is_hyperauthored")["work_id"])
        self.small = self.on @ diags_array((~is_large).astype(np.float64))
        self.technologies = technologies.filter(pl.col("work_id").is_in(ids.implode())).sort("technology_id", "work_id")
        topics = topics.filter(pl.col("work_id").is_in(ids.implode())).sort("work_id", "topic_id")
        number = (topics["topic_id"].rank("dense") - 1).cast(pl.Int64)
        self.topics = self._matrix(topics, number, range(topics["topic_id"].n_unique())).T.tocsr()

    def _matrix(self, rows: pl.DataFrame, number: pl.Series, names: Any) -> Sparse:
        where = (number.to_numpy(), self.places(rows["work_id"]))
        return csr_array((np.ones(rows.height), where), shape=(len(names), self.count))

    def places(self, work_ids: pl.Series) -> Ints:
        """The numbers of works, in the order given; those of other years are left out."""
        return work_ids.cast(self.works, strict=False).to_physical().drop_nulls().cast(pl.Int64).to_numpy()

    def flags(self, work_ids: pl.Series) -> Flags:
        """Which of the works are among ``work_ids``."""
        found = np.zeros(self.count, bool)
        found[self.places(work_ids)] = True
        return found

    def own(self, body: int) -> Ints:
        """The works of an institution."""
        found: Ints = self.on.indices[self.on.indptr[body] : self.on.indptr[body + 1]]
        return found

    def beside(self, works: Ints) -> Floats:
        """On how many of ``works`` every institution is."""
        return np.bincount(self.by_work[works].indices, minlength=self.on.shape[0]).astype(np.float64)

    def fields(self) -> dict[str, Field]:
        """Every technology by id."""
        return {str(name): self._field(of) for (name,), of in self.technologies.group_by("technology_id")}

    def _field(self, rows: pl.DataFrame) -> Field:
        rows = rows.sort("work_id")
        works = self.places(rows["work_id"])
        on = self.by_work[works].T.tocsr()
        bodies = np.flatnonzero(on.sum(axis=1) >= self.floor)
        on = on[bodies]
        capability = on @ rows["top10"].fill_null(0.0).to_numpy()
        return Field(self.flags(rows["work_id"]), bodies, capability, _of_length_one(on @ self.topics[works]))

    def similarity(self, field: Field, works: Ints) -> Floats:
        """Cosine of the topics of ``works`` with those of each institution of ``field``."""
        profile = np.asarray(self.topics[works].sum(axis=0), dtype=np.float64)
        length = np.sqrt(profile @ profile)
        alike: Floats = field.profiles @ (profile / length if length else profile)
        return alike

    def network(self, of_w: Ints) -> Network:
        """The network of institutions without those of W."""
        kept = np.ones(len(self.bodies))
        kept[of_w] = 0
        on = diags_array(kept) @ self.small
        others = on.sum(axis=0) - 1
        each = np.where(others > 0, 1 / np.maximum(others, 1), 0)
        links = (on @ diags_array(each) @ on.T).tocsr()
        links.setdiag(0)
        links.eliminate_zeros()
        return Network(links)


class Network:
    """Institutions and their fractional links: a work with n of them gives each pair 1/(n − 1)."""

    def __init__(self, links: Sparse) -> None:
        self.links = links
        total = links.sum(axis=1)
        self.steps = diags_array(np.where(total > 0, 1 / np.where(total > 0, total, 1), 0)) @ links
        self.partners = np.diff(links.indptr).astype(np.float64)

    def reach(self, units: Ints) -> Iterator[tuple[int, Floats]]:
        """For each of ``units`` where a walk from it ends: chances by institution.

        It stops with 15 % after every step, and after three at the latest. What never leaves the unit, or finds no
        link, is left out.
        """
        for first in range(0, len(units), BATCH):
            batch = units[first : first + BATCH]
            at = np.zeros((len(batch), self.links.shape[0]))
            at[np.arange(len(batch)), batch] = 1.0
            ended = np.zeros_like(at)
            for step in range(1, STEPS + 1):
                at = ALPHA * (at @ self.steps)
                ended += at if step == STEPS else (1 - ALPHA) * at
            yield from zip(batch.tolist(), ended, strict=True)


def _of_length_one(rows: Sparse) -> Sparse:
    length = np.sqrt((rows * rows).sum(axis=1))
    return diags_array(np.where(length > 0, 1 / np.where(length > 0, length, 1), 0)) @ rows
