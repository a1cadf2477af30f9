"""Tags of the works of a published build as another taxonomy would give them, by the rules in `sql/tag`."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.tagging.pred_phrase import pred_phrase
from analytics.taxonomy.edition import Edition
from analytics.warehouse.codes import shown
from analytics.warehouse.model import sql_models
from analytics.warehouse.published import Published

_BATCH = 50_000


def phrase_evidence(published: Published, phrases: pl.DataFrame) -> pl.DataFrame:
    """`pred_phrase` of the staged works for ``phrases`` (columns as in `ref_technology_phrase`)."""
    return pl.concat(list(pred_phrase(_texts(published), phrases)))


def tags(published: Published, edition: Edition) -> pl.DataFrame:
    """work_id, technology_id, tier: one row per row of `tag_work_technology`.

    What the rules read beside phrases and topics comes from the build, so that only the taxonomy differs.
    """
    given = {
        "pred_phrase": phrase_evidence(published, edition.phrases),
        "ref_technology_phrase": edition.phrases,
        "ref_technology_topic": edition.topics,
    }
    models = sql_models()
    con = published.con.cursor()
    for table, frame in given.items():
        # A temporary view of this cursor hides the published table of that name.
        con.register(table, frame.to_arrow())
    before = ", ".join(f"{table} as ({models[table].sql})" for table in ("tag_score", "tag_evidence"))
    rules = models["tag_work_technology"].sql
    columns = "work_id, technology_id, tier"
    found = con.sql(f"with {before} select {columns} from ({rules}) order by work_id, technology_id").to_arrow_table()
    con.close()
    return shown(pl.DataFrame(found))


def _texts(published: Published) -> Iterator[pl.DataFrame]:
    reader = published.con.cursor().sql("select * from stg_text order by work_id").to_arrow_reader(_BATCH)
    yield pl.DataFrame(reader.schema.empty_table())
    for batch in reader:
        yield pl.DataFrame(batch)
