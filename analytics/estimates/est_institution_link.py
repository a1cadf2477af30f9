"""How many strings resolved to an institution share no word with its name: what a reviewer of links looks at first."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.tagging.normalise import normalised

_NO_WORDS = pl.Series(["", "of", "the", "and", "for", "de", "la", "du", "des", "in"])


def est_institution_link(ind_institution_string: Iterator[pl.DataFrame], stg_institution: pl.DataFrame) -> pl.DataFrame:
    """One row per institution with mapped strings: links, and links whose string shares no word with its name.

    An acronym or another language shares no word either, so the share names candidates, not mistakes.
    """
    names = stg_institution.select("institution_id", name=_words("institution_name"))
    counted = [_count(batch, names) for batch in ind_institution_string]
    counts = ("links", "links_without_word")
    summed = pl.concat(counted).group_by("institution_id").agg(pl.col(name).sum() for name in counts)
    share = pl.col("links_without_word") / pl.col("links")
    return summed.with_columns(share_without_word=share).sort("institution_id")


def _count(batch: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    shared = _words("affiliation_string").list.set_intersection("name").list.len()
    return (
        batch.join(names, on="institution_id")
        .with_columns(is_strange=shared == 0)
        .group_by("institution_id")
        .agg(
            links=pl.col("links").sum().cast(pl.Int64),
            links_without_word=pl.col("links").filter("is_strange").sum().cast(pl.Int64),
        )
    )


def _words(column: str) -> pl.Expr:
    words = normalised(pl.col(column).fill_null("")).str.split(" ")
    return words.list.set_difference(pl.lit(_NO_WORDS).implode())
