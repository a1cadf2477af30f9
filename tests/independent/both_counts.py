"""The same records twice: as Aperture publishes them, and counted plainly from the JSON."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from plain_exposure import Work, plain_work
from plain_listings import Counts
from plain_works import newest, newest_entities, outcome, read_records, renamed, work_types

from analytics.openalex.files import ingest_files
from analytics.openalex.removed import NOTHING_MERGED, NOTHING_REMOVED, write_removed
from analytics.settings import Settings
from analytics.warehouse.build import build
from analytics.warehouse.published import Published, open_published


@dataclass
class Counted:
    """The same records twice: published by Aperture, and counted plainly."""

    published: Published
    records: list[dict]
    outcomes: dict[str, str]
    works: list[Work]
    entity_records: dict[str, list[dict]]
    entities: dict[str, dict]
    staged: dict[str, dict]
    scores: dict[str, dict[str, float]]
    listings: dict[str, list[Counts]] | None = None


def counted_plainly(settings: Settings, files: list[Path], beside: dict[str, list[Path]]) -> Counted:
    """Ingest, build and count ``files`` and what lies ``beside`` them."""
    ingest_and_build(settings, files, beside)
    return counted_beside(settings, files, beside)


def ingest_and_build(
    settings: Settings, files: list[Path], beside: dict[str, list[Path]], merged: dict[str, str] | None = None
) -> None:
    """``merged``: institutions as a snapshot lists those that it merged into others."""
    every = [*files, *(file for of_kind in beside.values() for file in of_kind)]
    ingest_files(settings, every).raise_first_problem()
    if merged:
        institutions = pl.DataFrame(list(merged.items()), NOTHING_MERGED.schema, orient="row")
        write_removed(settings.warehouse, NOTHING_REMOVED, institutions)
    build(settings)


def counted_beside(settings: Settings, files: list[Path], beside: dict[str, list[Path]]) -> Counted:
    published = open_published(settings)
    merged = dict(published.con.execute("from raw_merged_institution").fetchall())
    records = renamed(read_records(files), merged)
    current, types = newest(records), work_types()
    outcomes = {work_id: outcome(record, types) for work_id, record in current.items()}
    entity_records = {kind: read_records(paths) for kind, paths in beside.items()}
    entities = newest_entities([record for of_kind in entity_records.values() for record in of_kind])
    staged = {i: r for i, r in current.items() if outcomes[i] == "staged"}
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for row in published.rows("select work_id, technology_id, score from pred_score"):
        scores[row["work_id"]][row["technology_id"]] = row["score"]
    works = [plain_work(i, r, entities, scores[i]) for i, r in staged.items()]
    return Counted(published, records, outcomes, works, entity_records, entities, staged, scores)
