"""Works and topics of OpenAlex as files beside the labelled works: what arXiv does not hold."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from analytics.openalex.decode import BadRecord, concepts_of, decode_work, in_reading_order
from analytics.openalex.records import Scored, Work
from analytics.tagging.errors import LabelledWorksNotUsable

WORKS = "works_*.jsonl.gz"
TOPICS = "topics_with_keywords.csv"
SCHEMA: dict[str, Any] = {
    "work_id": pl.String,
    "title": pl.String,
    "abstract": pl.String,
    "language": pl.String,
    "topics": pl.List(pl.Struct({"topic_id": pl.String, "topic_score": pl.Float64})),
    "concepts": pl.List(pl.String),
}


def read_openalex_works(folder: Path) -> pl.DataFrame:
    """Every work of the files `works_*.jsonl.gz` once, in the last form that has topics, else its last; by work_id."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(folder.glob(WORKS)):
        for work in _works(file):
            row = _row(work)
            if row["topics"] or row["work_id"] not in found or not found[row["work_id"]]["topics"]:
                found[row["work_id"]] = row
    return pl.DataFrame([found[name] for name in sorted(found)], schema=SCHEMA)


def read_topics(folder: Path) -> pl.DataFrame | None:
    """topic_id, field (OpenAlex's number), title and abstract (what it is about); None where there is no file."""
    file = folder / TOPICS
    if not file.is_file():
        return None
    about = pl.concat_str("old_topic_label", "summary", "keywords", separator=". ", ignore_nulls=True)
    try:
        return pl.read_csv(file, infer_schema=False).select(
            pl.concat_str(pl.lit("T"), "topic_id").alias("topic_id"),
            pl.col("field_id").cast(pl.Int64).alias("field"),
            pl.col("new_topic_label").fill_null("").alias("title"),
            about.alias("abstract"),
        )
    except (pl.exceptions.PolarsError, OSError) as error:
        raise LabelledWorksNotUsable(f"The file {file} cannot be read: {str(error).splitlines()[0]}.") from None


def _works(file: Path) -> Iterator[Work]:
    try:
        with gzip.open(file, "rb") as lines:
            for line in lines:
                yield decode_work(line)
    except (OSError, EOFError, BadRecord) as error:
        raise LabelledWorksNotUsable(f"The file {file} cannot be read: {str(error).splitlines()[0]}.") from None


def _row(work: Work) -> dict[str, Any]:
    return {
        "work_id": _bare(work.id),
        "title": work.title or work.display_name or "",
        "abstract": in_reading_order(work.abstract_inverted_index) or "",
        "language": work.language,
        "topics": [_topic(topic) for topic in work.topics or [] if topic.id],
        "concepts": [_bare(concept.id) for concept in concepts_of(work) if concept.id],
    }


def _topic(topic: Scored) -> dict[str, Any]:
    return {"topic_id": _bare(topic.id or ""), "topic_score": None if topic.score is None else float(topic.score)}


def _bare(address: str) -> str:
    return address.rsplit("/", 1)[-1]
