"""Shards that an older Aperture wrote are read beside new ones."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from analytics.openalex.files import ingest_files
from analytics.openalex.raw_tables import ADDED
from analytics.openalex.shards import part_directory, parts
from analytics.settings import Settings
from analytics.warehouse.duckdb_engine import DuckEngine


@pytest.mark.parametrize("older", [1, 2], ids=["one of two", "both"])
def test_a_flag_that_older_shards_lack_is_null_there(tmp_path: Path, older: int) -> None:
    settings = Settings(warehouse=tmp_path / "warehouse")
    for number in (1, 2):
        author = {"id": f"https://openalex.org/A{number}", "orcid": "https://orcid.org/SYNTHETIC"}
        work = {"id": f"https://openalex.org/W{number}", "publication_year": 2020, "authorships": [{"author": author}]}
        (tmp_path / "work.jsonl").write_text(json.dumps(work) + "\n", encoding="utf-8")
        ingest_files(settings, [tmp_path / "work.jsonl"]).raise_first_problem()
    found = [
        part_directory(settings.warehouse, part.part_id) / "raw_authorships.parquet"
        for part in parts(settings.warehouse)
    ]
    for file in found[:older]:
        table = pq.read_table(file).drop_columns(list(ADDED["raw_authorships"]))
        pq.write_table(table, file)
    for files in (found, found[::-1]):
        engine = DuckEngine(settings)
        engine.register_parquet("raw_authorships", files, ADDED["raw_authorships"])
        flags = engine.frame("raw_authorships")["has_orcid"].to_list()
        engine.close()
        assert sorted(flags, key=str) == [None] * older + [True] * (2 - older)
