"""Which institutions belong together: an institution and those that OpenAlex names below it, however far down."""

from __future__ import annotations

import polars as pl


def stg_family(stg_ancestor: pl.DataFrame) -> pl.DataFrame:
    """family_id, institution_id: one row per institution on a staged work and family it is in, itself included.

    A family is named after its head and has at least two members on staged works; an institution is in as many
    families as there are heads above it.
    """
    members = stg_ancestor.select("institution_id", family_id="ancestor_id")
    is_shared = pl.len().over("family_id") > 1
    return members.filter(is_shared).select("family_id", "institution_id").sort("family_id", "institution_id")
