"""Which technologies' phrases stand in a work's title and abstract: one Aho-Corasick pass for all phrases."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.tagging.normalise import normalised, pattern


def pred_phrase(stg_text: Iterator[pl.DataFrame], ref_technology_phrase: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """One row per work and technology with a phrase: distinct included `phrases`, and whether one is excluded.

    Text is "title. abstract", normalised; phrases of different technologies may overlap and all count.
    """
    phrases = ref_technology_phrase.with_columns(pattern=pattern(pl.col("phrase")))
    needles = phrases["pattern"].unique().sort()
    for batch in stg_text:
        yield _match(batch, needles, phrases)


def _match(works: pl.DataFrame, needles: pl.Series, phrases: pl.DataFrame) -> pl.DataFrame:
    text = normalised(pl.concat_str(pl.col("title"), pl.lit(". "), pl.col("abstract")))
    found = works.select(
        "work_id", pattern=text.str.extract_many(needles.implode(), overlapping=True).list.unique()
    ).explode("pattern")
    is_included = pl.col("kind") == "include"
    return (
        found.join(phrases, on="pattern")
        .group_by("work_id", "technology_id")
        .agg(
            phrases=is_included.sum().cast(pl.Int64),
            is_excluded=(~is_included).any(),
        )
        .sort("work_id", "technology_id")
    )
