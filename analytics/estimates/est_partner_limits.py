"""Interval of the concentration of partners, by resampling works."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.estimates.bootstrap import FEWEST_WORKS, Floats, Ints
from analytics.estimates.concentration import Joint, concentrations
from analytics.estimates.limits import limits
from analytics.estimates.replicated import hhi
from analytics.estimates.series import WINDOW, YEARS
from analytics.estimates.unit_rows import (
    SCOPE,
    Counted,
    grouped,
    scope_rows,
    spread,
)
from analytics.estimates.works import Works, work_table

_BODY = ("unit_kind", "unit_id", "partner_kind")
_KEY = (*_BODY, *SCOPE, "window_years", "last_year")


def est_partner_limits(
    ind_partner: Iterator[pl.DataFrame],
    stg_work_year: Iterator[pl.DataFrame],
    ind_work_partner: Iterator[pl.DataFrame],
    tag_work_scope: Iterator[pl.DataFrame],
    ref_parameter: pl.DataFrame,
) -> Iterator[pl.DataFrame]:
    """One row per row of `ind_partner` with at least ten works with a partner and two partners: 95 % limits of HHI.

    By the Poisson bootstrap over works: the links of one work come and go together.
    """
    fewest = max(ref_parameter["small_cell"][0], FEWEST_WORKS)
    is_asked = (pl.col("partnered_works") >= fewest) & (pl.col("partners") > 1)
    cells = pl.concat([batch.filter(is_asked).select(*_KEY, "first_year", "partners") for batch in ind_partner])
    yield _named(cells.clear(), np.empty((0, 2)))
    cells, works = grouped(cells, _BODY).sort("group", "first_year", "last_year"), work_table(stg_work_year)
    scopes = scope_rows(tag_work_scope, works, cells)
    for asked, rows in spread(_links(ind_work_partner, works, cells), works, scopes, cells):
        number, joint = joint_works(rows, asked)
        found = np.empty((asked.height, 2))
        for part, pairs, links in concentrations(joint, works.hash[number]):
            found[part] = limits(hhi(pairs, links))
        yield _named(asked, found)


def _links(ind_work_partner: Iterator[pl.DataFrame], works: Works, cells: pl.DataFrame) -> pl.DataFrame:
    """One row per link of a unit, by numbers: unit_no, work_no, partner."""
    units = cells.select(*_BODY, pl.col("unit_no").cast(pl.Int32)).unique()
    partners, kept = pl.DataFrame(schema={"partner_id": pl.String, "carried": pl.Int32}), []
    for batch in ind_work_partner:
        new = batch.select("partner_id").unique().join(partners, on="partner_id", how="anti")
        number = pl.int_range(partners.height, partners.height + pl.len(), dtype=pl.Int32)
        partners = pl.concat([partners, new.with_columns(number.alias("carried"))])
        linked = works.numbered(batch.join(units, on=_BODY)).join(partners, on="partner_id")
        kept.append(linked.select("unit_no", "work_no", "carried"))
    return pl.concat(kept)


def joint_works(rows: Counted, cells: pl.DataFrame) -> tuple[Ints, Joint]:
    """Links of groups, each row carrying its partner, and windows of cells sorted by group, as `Joint` numbers them.

    First the works' numbers in ``rows``, as a work counts once in every group.
    """
    slots, slot = np.unique(rows.key, return_inverse=True)
    work, row_work = np.unique(slot << 32 | rows.work, return_inverse=True)
    groups, group = np.unique(slots // YEARS, return_inverse=True)
    # Rows by group, partner and work.
    partner = group[slot] << 32 | rows.carried
    order = np.lexsort((row_work, partner))
    partner, entry = partner[order], row_work[order]
    begins = np.flatnonzero(np.diff(partner, prepend=-1))
    length = np.diff(begins, append=partner.size)
    single = np.bincount(entry[begins[length == 1]], minlength=work.size)
    is_many, many = np.repeat(length > 1, length), begins[length > 1]
    ends = np.concatenate([[0], np.cumsum(length[length > 1])])

    def first(of: Ints) -> Ints:
        return np.searchsorted(of, np.arange(groups.size + 1))

    wanted, *years = (cells[name].cast(pl.Int64).to_numpy() for name in WINDOW)
    start, end = (np.searchsorted(slots, wanted * YEARS + year + last) for last, year in enumerate(years))
    joint = Joint(
        first(group), first(group[work >> 32]), first(partner[many] >> 32), first(np.searchsorted(groups, wanted)),
        slots % YEARS, work >> 32, np.bincount(row_work, minlength=work.size), single,
        entry[is_many], ends, start, end,
    )  # fmt: skip
    return work & (2**32 - 1), joint


def _named(cells: pl.DataFrame, found: Floats) -> pl.DataFrame:
    sides = zip(("hhi_low", "hhi_high"), found.T, strict=True)
    limited = [pl.Series(side, limit, dtype=pl.Float64).fill_nan(None) for side, limit in sides]
    return cells.select(_KEY).with_columns(limited)
