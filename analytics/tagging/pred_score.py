"""What the frozen linear models say of every work they can read."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.tagging.pred_path import SCORED, path, title
from analytics.tagging.tagger import Tagger, load_tagger

SCHEMA = {"work_id": pl.String, "technology_id": pl.String, "path": pl.String, "score": pl.Float64}


def pred_score(stg_text: Iterator[pl.DataFrame], ref_tagger: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """One row per work and technology whose `score` (0..1) reaches half of what `probable` begins at, with the path.

    All works are read, not only those that phrases or topics recall: that would cost more F1 than it saves time.
    Without thresholds, or without a model, there are no rows and tags follow from phrases and topics alone.
    """
    tagger = load_tagger() if ref_tagger.height else None
    for batch in stg_text:
        yield pl.DataFrame(schema=SCHEMA | {"work_id": batch.schema["work_id"]})
        if tagger is not None:
            yield from scored(tagger, batch.with_columns(path=path(batch)), ref_tagger)


def texts_of(works: pl.DataFrame, way: str) -> tuple[pl.Series, pl.Series]:
    """What the models read on a path: the title, and the title with the abstract (or again), in lower case."""
    both = pl.concat_str(pl.col("title"), pl.lit(". "), pl.col("abstract"))
    made = works.select(title=title(), whole=both if way == "abstract" else pl.col("title"))
    made = made.select(pl.all().str.to_lowercase())
    return made["title"], made["whole"]


def scored(tagger: Tagger, works: pl.DataFrame, thresholds: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The rows of `pred_score` for ``works``, which carry their `path`; works of other paths have none."""
    for way in SCORED:
        read = works.filter(pl.col("path") == way)
        scores = tagger.scores(*texts_of(read, way), way) if read.height else {}
        for row in thresholds.filter(pl.col("path") == way).iter_rows(named=True):
            if row["technology_id"] in scores:
                values = pl.Series(scores[row["technology_id"]], dtype=pl.Float64).round(6)
                near = values >= row["probable_from"] / 2
                yield read.filter(near).select(
                    "work_id",
                    pl.lit(row["technology_id"]).alias("technology_id"),
                    "path",
                    values.filter(near).alias("score"),
                )
