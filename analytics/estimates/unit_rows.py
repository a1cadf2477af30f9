"""What is resampled: works of units in technologies, by numbers instead of names, in bounded chunks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import Ints
from analytics.estimates.series import YEARS
from analytics.estimates.works import Works

UNIT = ("unit_kind", "unit_id", "unit_hk_mo")
SCOPE = ("technology_id", "tag_scope")
_CHUNK_ROWS = 100_000

Batches = Iterable[pl.DataFrame]


@dataclass(frozen=True)
class Counted:
    """Rows of works of groups, a unit in a scope each, sorted by ``key`` (group × YEARS + year).

    ``work`` is the work's number, ``place`` the row of the scope it counts in, ``carried`` what the row of the unit
    gave: its credit, or the number of its partner.
    """

    key: Ints
    work: Ints
    place: Ints
    carried: Any

    def at(self, kept: Ints) -> Counted:
        """Some of the rows."""
        return Counted(self.key[kept], self.work[kept], self.place[kept], self.carried[kept])


def with_own(cells: pl.DataFrame) -> pl.DataFrame:
    """``cells`` with their unit_hk_mo: countries counted with Hong Kong and Macao on their own."""
    return cells.with_columns(unit_hk_mo=pl.lit("own", cells.schema["unit_kind"]))


def numbered(cells: pl.DataFrame, columns: tuple[str, ...], name: str) -> pl.DataFrame:
    """One row for each value of ``columns`` in ``cells``, with its number in ``name``."""
    rows = cells.select(columns).unique().sort(columns)
    return rows.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias(name))


def grouped(cells: pl.DataFrame, unit: tuple[str, ...] = UNIT) -> pl.DataFrame:
    """``cells`` with unit_no and scope_no, and with group: a number for both, by unit and then by scope."""
    units, scopes = numbered(cells, unit, "unit_no"), numbered(cells, SCOPE, "scope_no")
    return cells.join(units, on=unit).join(scopes, on=SCOPE).with_columns(group_no(scopes.height))


def group_no(scopes: int) -> pl.Expr:
    """The group of a unit_no and a scope_no."""
    return (pl.col("unit_no") * scopes + pl.col("scope_no")).alias("group")


def scope_rows(tag_work_scope: Batches, works: Works, cells: pl.DataFrame) -> pl.DataFrame:
    """One row per work and scope that ``cells`` ask for, sorted: work_no, scope_no."""
    scopes = cells.select(*SCOPE, pl.col("scope_no").cast(pl.Int32)).unique()
    rows = [works.numbered(batch.join(scopes, on=SCOPE)).select("work_no", "scope_no") for batch in tag_work_scope]
    return pl.concat(rows).sort("work_no", "scope_no")


def group_rows(
    ind_work_unit: Batches, works: Works, scopes: pl.DataFrame, cells: pl.DataFrame
) -> Iterator[tuple[pl.DataFrame, Counted]]:
    """The works of the groups of ``cells``, with the cells: some 100,000 works of units at a time, or a single unit.

    ``cells`` as `grouped` gives them, ``scopes`` as `scope_rows`; the cells come sorted by group.
    """
    units = cells.select(*UNIT, pl.col("unit_no").cast(pl.Int32)).unique()
    wanted = (*UNIT[:2], pl.col("hk_mo").alias(UNIT[2]), "work_id", "weight")
    found = (works.numbered(batch.select(wanted).join(units, on=UNIT)) for batch in ind_work_unit)
    rows = [batch.select("unit_no", "work_no", carried=pl.col("weight").cast(pl.Float64)) for batch in found]
    yield from spread(pl.concat(rows), works, scopes, cells.sort("group", maintain_order=True))


def spread(
    rows: pl.DataFrame, works: Works, scopes: pl.DataFrame, cells: pl.DataFrame
) -> Iterator[tuple[pl.DataFrame, Counted]]:
    """Rows of works of units (unit_no, work_no, carried) in every scope that ``cells``, sorted by group, ask for."""
    group, scope = (a.to_numpy() for a in (cells["group"], scopes["scope_no"]))
    number = int(cells["scope_no"].max()) + 1 if cells.height else 1  # type: ignore[arg-type]
    is_asked = np.zeros(int(group.max(initial=-1)) + number + 1, dtype=bool)
    is_asked[group] = True
    starts = np.searchsorted(scopes["work_no"].to_numpy(), np.arange(works.hash.size + 1))
    for chunk in _chunks(rows.sort("unit_no")):
        unit, work, carried = (chunk[name].to_numpy() for name in ("unit_no", "work_no", "carried"))
        tags = starts[work + 1] - starts[work]
        row = np.repeat(np.arange(work.size), tags)
        place = np.arange(row.size) - np.repeat(np.cumsum(tags) - tags - starts[work], tags)
        of = unit[row].astype(np.int64) * number + scope[place]
        kept = np.flatnonzero(is_asked[of])
        key = of[kept] * YEARS + works.year[work[row[kept]]]
        order = np.argsort(key)
        kept = kept[order]
        found = Counted(key[order], work[row[kept]], place[kept], carried[row[kept]])
        yield _of_groups(cells, group, np.unique(found.key // YEARS)), found


def _of_groups(cells: pl.DataFrame, group: Ints, wanted: Ints) -> pl.DataFrame:
    near = slice(*np.searchsorted(group, [wanted.min(initial=0), wanted.max(initial=-1) + 1]))
    return cells[near].filter(np.isin(group[near], wanted))


def _chunks(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    ends = rows.group_by("unit_no", maintain_order=True).len()["len"].cum_sum().to_list()
    start = last = 0
    for end in ends:
        if end - start > _CHUNK_ROWS and last > start:
            yield rows[start:last]
            start = last
        last = end
    if last > start:
        yield rows[start:last]
