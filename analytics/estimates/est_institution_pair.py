"""How strongly two institutions work together, whatever their size."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.estimates.pair_measures import pair_measures


def est_institution_pair(
    ind_institution_pair: Iterator[pl.DataFrame], ref_parameter: pl.DataFrame
) -> Iterator[pl.DataFrame]:
    """One row per row of `ind_institution_pair`, same key; measures as in `est_country_pair`."""
    small = int(ref_parameter["small_cell"][0])
    for batch in ind_institution_pair:
        yield pair_measures(batch, "institution", small)
