"""Labelled works as they lie in a folder: for training, for evaluation, and what training must leave out."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from analytics.errors import PathNotFound
from analytics.tagging.errors import LabelledWorksNotUsable

TRAINING = "arxiv_train_to_2017.parquet"
VALIDATION = "arxiv_validation_2018_2019.parquet"
RANDOM_AI = "cset_random_arxiv_ai_dev.jsonl.gz"
_NEEDED = ("arxiv_id", "title", "abstract", "categories", "created")


def read_works(folder: Path, name: str) -> pl.DataFrame:
    """work_id, title, abstract, categories (joined by commas) and year, sorted by work_id.

    Raises PathNotFound for an absent file, LabelledWorksNotUsable for one that is no such table.
    """
    file = folder / name
    if not file.is_file():
        raise PathNotFound(f"The labelled works {file} do not exist.")
    try:
        frame = pl.read_parquet(file, columns=list(_NEEDED))
        return frame.select(
            pl.col("arxiv_id").alias("work_id"),
            pl.col("title", "abstract", "categories").fill_null(""),
            year=pl.col("created").cast(pl.String).str.slice(0, 4).cast(pl.Int64),
        ).sort("work_id")
    except (pl.exceptions.PolarsError, OSError) as error:
        raise LabelledWorksNotUsable(
            f"The file {file} is no table of labelled works ({', '.join(_NEEDED)}): {str(error).splitlines()[0]}."
        ) from None


def read_random_ai(folder: Path) -> pl.DataFrame | None:
    """work_id, title (the whole text), abstract (empty), year and `is_ai` of the random sample; None where absent."""
    file = folder / RANDOM_AI
    if not file.is_file():
        return None
    try:
        return pl.read_ndjson(file).select(
            work_id=pl.col("meta").struct.field("id"),
            title=pl.lit(""),
            abstract=pl.col("text"),
            year=pl.col("meta").struct.field("year").cast(pl.Int64),
            is_ai=pl.col("label") == "True",
        )
    except (pl.exceptions.PolarsError, OSError) as error:
        raise LabelledWorksNotUsable(f"The file {file} cannot be read: {str(error).splitlines()[0]}.") from None


def openalex_beside(folder: Path) -> Path:
    """Where works and topics of OpenAlex lie, if they do: the folder `openalex` beside the labelled works."""
    return folder.resolve().parent / "openalex"


def training_works(folder: Path) -> pl.DataFrame:
    """The training works without any that an evaluation file of the folder holds, by id or by title."""
    works = read_works(folder, TRAINING)
    held = [read_works(folder, VALIDATION)["work_id"]] if (folder / VALIDATION).is_file() else []
    sample = read_random_ai(folder)
    held += [sample["work_id"]] if sample is not None else []
    left = works.filter(~pl.col("work_id").is_in(pl.concat(held).implode())) if held else works
    if left.is_empty():
        raise LabelledWorksNotUsable(f"The folder {folder} has no work to train on.")
    return left
