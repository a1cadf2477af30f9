"""How strongly two countries work together, whatever their size."""

from __future__ import annotations

import polars as pl

from analytics.estimates.pair_measures import pair_measures


def est_country_pair(ind_country_pair: pl.DataFrame, ref_parameter: pl.DataFrame) -> pl.DataFrame:
    """One row per row of `ind_country_pair`, same key.

    `ric` is the relative intensity of collaboration of x with y, a relative risk on a = C_xy, b = C_x − C_xy,
    c = C_y − C_xy, d = T − C_x − C_y + C_xy (Fuchs, Sivertsen & Rousseau 2021, doi:10.1007/s11192-021-04110-x) with its
    Katz interval; null, and not defined, where c = 0. Measures are null below `small_cell` joint works.
    """
    return pair_measures(ind_country_pair, "country", int(ref_parameter["small_cell"][0]))
