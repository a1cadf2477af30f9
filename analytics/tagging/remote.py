"""Works and topics that are plainly not of a field: what arXiv does not hold, a model trained on it cannot know."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import numpy as np
import polars as pl

from analytics.tagging.gold import Field, Truths
from analytics.tagging.openalex_works import read_openalex_works, read_topics

# OpenAlex's 19 root concepts, which older works carry instead of topics, and its fields they stand for.
ROOT_CONCEPTS = {
    "C41008148": (17,), "C33923547": (26,), "C121332964": (31,), "C127413603": (21, 22), "C192562407": (25,),
    "C185592680": (15, 16), "C86803240": (11, 13, 24, 28), "C71924100": (27, 29, 30, 34, 35, 36),
    "C15744967": (28, 32), "C144133560": (14, 18), "C162324750": (20,), "C17744445": (33,), "C144024400": (33,),
    "C95457728": (12,), "C142362112": (12,), "C138885662": (12,), "C205649164": (19, 33), "C127313418": (19,),
    "C39432304": (23,),
}  # fmt: skip


def remote_works(folder: Path) -> pl.DataFrame:
    """work_id, title, abstract and `fields` (OpenAlex's numbers) of half the works of ``folder`` and of every topic.

    The other half of the works is never trained on, so that what the models say of it can be read. Works whose
    field nobody told are left out. An absent folder gives no rows.
    """
    texts = dict.fromkeys(("work_id", "title", "abstract"), pl.String())
    schema = pl.Schema({**texts, "fields": pl.List(pl.Int64)})
    topics = read_topics(folder)
    if topics is None:
        return pl.DataFrame(schema=schema)
    field_of = dict(topics.select("topic_id", "field").iter_rows())
    works = read_openalex_works(folder).filter(pl.col("work_id").map_elements(is_shown, pl.Boolean))
    fields = [_fields(row, field_of) for row in works.select("topics", "concepts").iter_rows(named=True)]
    told = works.select("work_id", "title", "abstract", fields=pl.Series(fields, dtype=pl.List(pl.Int64)))
    described = topics.select(pl.col("topic_id").alias("work_id"), "title", "abstract", fields=pl.concat_list("field"))
    return pl.concat([told.filter(pl.col("fields").list.len() > 0), described], how="vertical").cast(schema)


def is_shown(work_id: str) -> bool:
    """Whether a work of OpenAlex may be trained on."""
    return sha256(work_id.encode()).digest()[0] % 2 == 0


def is_remote(works: pl.DataFrame, field: Field, phrases: pl.DataFrame) -> Truths:
    """Whether each of ``works`` has no field near ``field`` and no phrase of it (``phrases``: `pred_phrase`)."""
    of_field = pl.col("technology_id").is_in([*field.technologies, *field.by_rule])
    # An excluded phrase says that the work is not of the field: it is shown.
    named = phrases.filter(of_field & ~pl.col("is_excluded"))["work_id"].unique()
    near = pl.col("fields").list.set_intersection(pl.lit(pl.Series([field.near])).first()).list.len() > 0
    return np.asarray(works.select((~near & ~pl.col("work_id").is_in(named.implode())).fill_null(False)).to_series())


def _fields(row: dict[str, list[object]], field_of: dict[str, int]) -> list[int]:
    topics = [topic["topic_id"] for topic in row["topics"] if isinstance(topic, dict)]
    if topics:
        return sorted({field_of[topic] for topic in topics if topic in field_of})
    return sorted({field for c in row["concepts"] for field in ROOT_CONCEPTS.get(str(c), ())})
