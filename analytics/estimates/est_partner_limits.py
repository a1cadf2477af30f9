"""Interval of the concentration of partners, by resampling works."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from analytics.compiled import compiled
from analytics.estimates.bootstrap import FEWEST_WORKS, Floats, Ints
from analytics.estimates.limits import limits
from analytics.estimates.replicated import hhi
from analytics.estimates.series import BLOCK, portions, resampled
from analytics.estimates.unit_rows import SCOPE, both_scopes, is_repeated, numbered, scope_rows, work_table

_GROUP = ("unit_kind", "unit_id", "partner_kind", *SCOPE)
_KEY = (*_GROUP, "window_years", "last_year")


def est_partner_limits(
    ind_partner: Iterator[pl.DataFrame],
    stg_works: Iterator[pl.DataFrame],
    ind_work_partner: Iterator[pl.DataFrame],
    tag_work_scope: Iterator[pl.DataFrame],
    ref_parameter: pl.DataFrame,
) -> Iterator[pl.DataFrame]:
    """One row per row of `ind_partner` with at least ten works with a partner and two partners: 95 % limits of HHI.

    By the Poisson bootstrap over works: the links of one work come and go together.
    """
    fewest = max(ref_parameter["small_cell"][0], FEWEST_WORKS)
    is_asked = (pl.col("partnered_works") >= fewest) & (pl.col("partners") > 1) & ~is_repeated()
    cells = pl.concat([batch.filter(is_asked).select(*_KEY, "first_year", "partners") for batch in ind_partner])
    yield _named(cells.clear(), np.empty((0, 2)))
    cells = cells.join(numbered(cells, _GROUP, "group"), on=_GROUP).sort("group", "first_year", "last_year")
    works = work_table(stg_works)
    rows = _links(ind_work_partner, works, cells).join(scope_rows(tag_work_scope, works, cells), on="work_no")
    rows = rows.join(cells.select("group", *_GROUP).unique(), on=_GROUP).join(works, on="work_no")
    rows = rows.select("group", "year", "hash", series=pl.struct("group", "partner_id").rank("dense"), value=1.0)
    for portion in portions(cells, "group", pl.col("partners").max()):
        yield both_scopes(_named(portion, _limits(portion, rows.join(portion, on="group", how="semi"))))


def _links(ind_work_partner: Iterator[pl.DataFrame], works: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    ids, units = works.select("work_id", "work_no"), cells.select(_GROUP[:3]).unique()
    kept = [b.join(units, on=_GROUP[:3], how="semi").join(ids, on="work_id").drop("work_id") for b in ind_work_partner]
    return pl.concat(kept)


def _limits(cells: pl.DataFrame, rows: pl.DataFrame) -> Floats:
    sums = resampled(rows)
    series = rows.select("group", "series").unique().sort("group", "series")
    spans = cells.with_row_index("cell").join(series, on="group").sort("cell", "series")
    span = sums.span(spans, "series")
    ends = np.searchsorted(spans["cell"].to_numpy(), np.arange(cells.height + 1)).astype(np.int64)
    found = [
        limits(hhi(*concentration(sums.totals, span.start, span.end, ends[at : at + BLOCK + 1])))
        for at in range(0, cells.height, BLOCK)
    ]
    return np.concatenate([np.empty((0, 2)), *found])


def _named(cells: pl.DataFrame, found: Floats) -> pl.DataFrame:
    sides = zip(("hhi_low", "hhi_high"), found.T, strict=True)
    limited = [pl.Series(side, limit, dtype=pl.Float64).fill_nan(None) for side, limit in sides]
    return cells.select(_KEY).with_columns(limited)


@compiled
def concentration(totals: Floats, start: Ints, end: Ints, ends: Ints) -> tuple[Floats, Floats]:
    """Σ (n² − 2n) and Σ n over the partners of each cell: two arrays (cells, replicates).

    Of partner j the sums are ``totals[end[j]]`` less ``totals[start[j]]``, as for `Span`; cell i has the partners from
    ``ends[i]`` on and before ``ends[i + 1]``.
    """
    pairs, links = np.zeros((ends.size - 1, totals.shape[1])), np.zeros((ends.size - 1, totals.shape[1]))
    for cell in range(ends.size - 1):
        for partner in range(ends[cell], ends[cell + 1]):
            before, after = totals[start[partner]], totals[end[partner]]
            for replicate in range(totals.shape[1]):
                n = after[replicate] - before[replicate]
                pairs[cell, replicate] += n * n - 2 * n
                links[cell, replicate] += n
    return pairs, links
