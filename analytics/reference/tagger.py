"""Thresholds of the frozen tag model and its measured error: ``models/thresholds.csv`` and ``models/measured.csv``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analytics.reference.roots import find
from analytics.reference.rows import read_rows
from analytics.reference.technologies import TECHNOLOGIES

THRESHOLDS = (
    "technology_id",
    "path",
    "field_id",
    "probable_from",
    "high_from",
    "cross_validated_f1",
    "works",
    "positives",
    "recipe",
)
MEASURED = ("field_id", "technologies", "sample", "slice", "path", "tag_scope", "tp", "fp", "fn", "tn")
COUNTS = ("tp", "fp", "fn", "tn")


def read_tagger(roots: list[Path]) -> dict[str, list[dict[str, Any]]]:
    """Records of `ref_tagger` and `ref_tagger_error`; none where no model is shipped.

    A technology that a later root defines anew is not the one a model was made for, and has neither.
    An error is taken for a technology where the labels of its field stand for this technology alone, on the whole
    of the validation file.
    """
    shipped = [root for root in roots[:1] if (root / "models" / "tagger.npz").is_file()]
    own = {path.stem for path in find(roots[1:], TECHNOLOGIES)}
    rows = [row for path in find(shipped, "models/thresholds.csv") for row in read_rows(path, THRESHOLDS)]
    thresholds = [_threshold(row) for row in rows if row["technology_id"] not in own]
    errors = [
        {"technology_id": row.filled("technologies"), "path": row.filled("path"), "tag_scope": row.filled("tag_scope")}
        | {count: int(row.number(count, 0, 1e12)) for count in COUNTS}
        for path in find(shipped, "models/measured.csv")
        for row in read_rows(path, MEASURED)
        if row["slice"] == "all" and row["sample"] == "validation" and row["technologies"] not in own
        if " " not in row["technologies"]
    ]
    return {"ref_tagger": thresholds, "ref_tagger_error": errors}


def read_topic_subfields(roots: list[Path]) -> list[dict[str, Any]]:
    """Records of `ref_topic_subfield`: the topics of OpenAlex with the subfield above each."""
    files = find(roots, "taxonomies/openalex_topics.csv")
    rows = [row for path in files for row in read_rows(path, ("topic_id", "subfield_id"))]
    found = {row.filled("topic_id"): row.filled("subfield_id") for row in rows}
    return [{"topic_id": topic, "subfield_id": subfield} for topic, subfield in found.items()]


def _threshold(row: Any) -> dict[str, Any]:
    record = {name: row.filled(name) for name in ("technology_id", "path", "field_id")}
    record |= {name: row.number(name, 0, 1) for name in ("probable_from", "high_from")}
    if record["high_from"] < record["probable_from"]:
        raise row.error("'high_from' is below 'probable_from'.")
    return record
