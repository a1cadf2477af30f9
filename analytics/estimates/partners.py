"""Who could take the place of W: institutions by what they can do, how alike it is, and how near they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
import polars.selectors as cs
from scipy.sparse import csr_array, diags_array

from analytics.compiled import compiled
from analytics.estimates.coded import Frames, coded, placed
from analytics.estimates.draws import Flags, Floats, Ints

ALPHA, STEPS = 0.85, 3
BATCH = 256
Names = dict[str, pl.Series]
Sparse = Any  # scipy's arrays carry no types


@dataclass(frozen=True)
class Field:
    """A technology: institutions with enough works in it, their top 10 % score, topics (length 1)."""

    bodies: Ints
    capability: Floats
    profiles: Sparse


def numbered(frames: Frames) -> tuple[Frames, Names]:
    """``frames`` with works, institutions and topics by number, which sort as their ids do; the ids by their column.

    They are `links`, `technologies` and `topics` of works, and others with such ids.
    """
    frames, works = placed(coded(coded(frames, "institution_id", "unit_id"), "topic_id"), "work_id")
    kinds = {**frames["topics"].schema, **frames["links"].schema}
    names = {name: kinds[name].categories for name in ("institution_id", "topic_id")}  # type: ignore[attr-defined]
    is_id = cs.by_name("unit_id", *names, require_all=False)
    physical = {name: frame.with_columns(is_id.to_physical()) for name, frame in frames.items()}
    return physical, {"work_id": works, **names}


class Past:
    """Works with links in some years: which institutions, technologies and topics they have."""

    def __init__(self, links: pl.DataFrame, frames: Frames, names: Names, floor: int) -> None:
        """``links`` are some of those of `numbered` ``frames``; ``floor`` works in a technology make a candidate."""
        self.links, self.floor, self.topic_rows = links, floor, frames["topics"]
        self.bodies, self.shape = names["institution_id"], tuple(ids.len() for ids in names.values())
        works, bodies, _ = self.shape
        self.by_work = _matrix(links["work_id"], links["institution_id"], (works, bodies))
        self.on = self.by_work.T.tocsr()
        technologies = frames["technologies"].sort("technology_id", "work_id")
        self.of_technology = {str(name): of for (name,), of in technologies.group_by("technology_id")}
        self.has = {name: self.works_in(of["work_id"]) for name, of in self.of_technology.items()}

    def bodies_in(self, ids: pl.Series) -> Flags:
        """Which of the institutions are among ``ids``."""
        return _among(ids, self.shape[1])

    def works_in(self, ids: pl.Series) -> Flags:
        """Which of the works are among ``ids``."""
        return _among(ids, self.shape[0])

    def own(self, body: int) -> Ints:
        """The works of an institution."""
        found: Ints = self.on.indices[self.on.indptr[body] : self.on.indptr[body + 1]]
        return found

    def beside(self, works: Ints) -> Floats:
        """On how many of ``works`` every institution is."""
        return _counted(self.by_work.indptr, self.by_work.indices, works, self.shape[1])

    @cached_property
    def topics(self) -> Sparse:
        """Which topics the works have."""
        return _matrix(self.topic_rows["work_id"], self.topic_rows["topic_id"], self.shape[::2])

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every technology by id."""
        return {name: self._field(of) for name, of in self.of_technology.items()}

    def _field(self, rows: pl.DataFrame) -> Field:
        works = rows["work_id"].to_numpy()
        on = self.by_work[works].T.tocsr()
        bodies = np.flatnonzero(on.sum(axis=1) >= self.floor)
        on = on[bodies]
        capability = on @ rows["top10"].fill_null(0.0).to_numpy()
        return Field(bodies, capability, _of_length_one(on @ self.topics[works]))

    def similarity(self, field: Field, works: Ints) -> Floats:
        """Cosine of the topics of ``works`` with those of each institution of ``field``."""
        profile = _counted(self.topics.indptr, self.topics.indices, works, self.shape[2])
        length = np.sqrt(profile @ profile)
        alike: Floats = field.profiles @ (profile / length if length else profile)
        return alike

    @cached_property
    def small(self) -> Sparse:
        """Who is on which work, without those of very many authors."""
        is_large = self.works_in(self.links.filter("is_hyperauthored")["work_id"])
        return self.on @ diags_array((~is_large).astype(np.float64))

    def network(self, is_left_out: Flags) -> Network:
        """The network of the other institutions."""
        on = diags_array((~is_left_out).astype(np.float64)) @ self.small
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


def _matrix(rows: pl.Series, columns: pl.Series, shape: tuple[int, ...]) -> Sparse:
    """1 where a row has a column."""
    return csr_array((np.ones(rows.len()), (rows.to_numpy(), columns.to_numpy())), shape=shape)


def _among(ids: pl.Series, size: int) -> Flags:
    found = np.zeros(size, bool)
    found[ids.to_numpy()] = True
    return found


@compiled
def _counted(starts: Ints, columns: Ints, rows: Ints, size: int) -> Floats:
    """How many of ``rows`` have each of ``size`` columns; those of row r are ``columns[starts[r]:starts[r + 1]]``."""
    found = np.zeros(size)
    for row in rows:
        for place in range(starts[row], starts[row + 1]):
            found[columns[place]] += 1
    return found


def _of_length_one(rows: Sparse) -> Sparse:
    length = np.sqrt((rows * rows).sum(axis=1))
    return diags_array(np.where(length > 0, 1 / np.where(length > 0, length, 1), 0)) @ rows
