"""How strongly two countries work together, whatever their size."""

from __future__ import annotations

import polars as pl

from analytics.estimates.intervals import katz

_KEY = ("country_x", "country_y", "technology_id", "tag_scope", "window_years", "last_year")


def est_country_pair(ind_country_pair: pl.DataFrame, ref_parameter: pl.DataFrame) -> pl.DataFrame:
    """One row per row of `ind_country_pair`, same key.

    `salton` = C/√(N_x N_y). `ric` is the relative intensity of collaboration of x with y, a relative risk on
    a = C_xy, b = C_x − C_xy, c = C_y − C_xy, d = T − C_x − C_y + C_xy (Fuchs, Sivertsen & Rousseau 2021,
    doi:10.1007/s11192-021-04110-x) with its Katz interval; null, and not defined, where c = 0. Measures are null
    where the two countries have fewer than `small_cell` joint works.
    """
    joint, links_x, links_y, world = (pl.col(c) for c in ("joint_works", "links_x", "links_y", "links_world"))
    a, b, c, d = joint, links_x - joint, links_y - joint, world - links_x - links_y + joint
    low, high = katz(a, b, c, d)
    is_small = joint < ref_parameter["small_cell"][0]
    is_defined = (c > 0) & (c + d > 0)
    measures = {
        "salton": joint / (pl.col("works_x") * pl.col("works_y")).sqrt(),
        "ric": pl.when(is_defined).then(joint * (world - links_x) / (links_x * (links_y - joint))),
        "ric_low": pl.when(is_defined).then(low),
        "ric_high": pl.when(is_defined).then(high),
    }
    return ind_country_pair.select(
        *_KEY,
        is_defined.alias("is_ric_defined"),
        is_small.alias("is_small"),
        *(pl.when(~is_small).then(measure).alias(name) for name, measure in measures.items()),
    )
