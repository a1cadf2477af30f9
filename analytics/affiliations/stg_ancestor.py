"""Which institutions stand above which, by the ids that OpenAlex has for them today."""

from __future__ import annotations

import polars as pl


def stg_ancestor(stg_institution: pl.DataFrame, raw_merged_institution: pl.DataFrame) -> pl.DataFrame:
    """institution_id, ancestor_id: one row per institution on a staged work and institution above it, itself included.

    Lineages of older records name institutions that were merged since: they stand under the one that is left.
    """
    above = pl.col("lineage").fill_null("").str.split(" ").list.concat(pl.col("institution_id"))
    rows = stg_institution.select("institution_id", ancestor_id=above).explode("ancestor_id")
    left = raw_merged_institution.select(ancestor_id="institution_id", left="merged_into")
    rows = rows.join(left, on="ancestor_id", how="left").with_columns(pl.coalesce("left", "ancestor_id").alias("above"))
    found = rows.select("institution_id", ancestor_id="above").filter(pl.col("ancestor_id") != "").unique()
    return found.sort("institution_id", "ancestor_id")
