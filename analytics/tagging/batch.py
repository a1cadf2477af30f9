"""Tag works outside a warehouse by the same models that a build runs: same tables, same SQL."""

from __future__ import annotations

import polars as pl

from analytics.settings import Settings
from analytics.tagging.home import supports
from analytics.tagging.pred_path import path
from analytics.tagging.pred_phrase import pred_phrase
from analytics.tagging.pred_score import pred_score
from analytics.tagging.tagger import load_tagger
from analytics.warehouse.duckdb_engine import DuckEngine
from analytics.warehouse.model import sql_models

TOPICS = {"work_id": pl.String, "topic_id": pl.String, "is_above_floor": pl.Boolean}
NO_TOPICS = pl.DataFrame(schema=TOPICS)


def tags(
    settings: Settings, reference: dict[str, pl.DataFrame], works: pl.DataFrame, topics: pl.DataFrame = NO_TOPICS
) -> pl.DataFrame:
    """`tag_work_technology` of ``works`` (work_id, title, abstract, language; texts without nulls).

    ``topics`` are rows of `stg_topic` (`TOPICS`). Where they are given, scores need their support as in a build;
    without them nothing but the texts is known, and scores stand where they are firm.
    """
    engine = DuckEngine(settings)
    read = works.with_columns(path=path(works))
    scores = pl.concat(pred_score(iter([works]), reference["ref_tagger"]))
    try:
        given = {
            "ref_tagger": reference["ref_tagger"],
            "ref_technology_topic": reference["ref_technology_topic"],
            "ref_topic_subfield": reference["ref_topic_subfield"],
            "stg_topic": topics,
            "pred_phrase": pl.concat(pred_phrase(iter([works]), reference["ref_technology_phrase"])),
            "pred_path": read.select("work_id", "path"),
            "pred_score": scores,
        }
        for name, frame in given.items():
            engine.store(name, [frame])
        if topics.is_empty():
            engine.store("tag_score", [supports(load_tagger(), read, scores, reference["ref_tagger"])])
        made = ("tag_evidence", "tag_work_technology")
        for name in made if topics.is_empty() else ("tag_score", *made):
            engine.create(name, sql_models()[name].sql)
        return engine.frame("tag_work_technology").sort("work_id", "technology_id")
    finally:
        engine.close()
