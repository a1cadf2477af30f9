"""SYNTHETIC snapshots in Parquet form, written by the types that OpenAlex publishes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
from works import work

NAME = "updated_date=2025-01-02/part_0000.parquet"
# As OpenAlex publishes them, for the columns of the SYNTHETIC works; nested ones with fields nobody reads.
TYPES = {
    "id": "VARCHAR", "publication_year": "BIGINT", "title": "VARCHAR", "type": "VARCHAR", "cited_by_count": "BIGINT",
    "fwci": "DOUBLE", "is_retracted": "BOOLEAN", "publication_date": "DATE", "created_date": "TIMESTAMP",
    "open_access": "STRUCT(is_oa BOOLEAN, oa_status VARCHAR, oa_url VARCHAR)",
    "primary_topic": "STRUCT(id VARCHAR, display_name VARCHAR, score DOUBLE, field STRUCT(id VARCHAR))",
    "topics": "STRUCT(id VARCHAR, score DOUBLE)[]", "concepts": "STRUCT(id VARCHAR, wikidata VARCHAR, score DOUBLE)[]",
    "keywords": "STRUCT(id VARCHAR, display_name VARCHAR, score DOUBLE)[]",
    "awards": "STRUCT(id VARCHAR, funder_award_id VARCHAR, funder_id VARCHAR)[]",
    "authorships": "STRUCT(author STRUCT(display_name VARCHAR, id VARCHAR, orcid VARCHAR), author_position VARCHAR, "
    "affiliations STRUCT(institution_ids VARCHAR[], raw_affiliation_string VARCHAR)[], countries VARCHAR[], "
    "is_corresponding BOOLEAN, raw_affiliation_strings VARCHAR[], institutions STRUCT(country_code VARCHAR, "
    'display_name VARCHAR, id VARCHAR, lineage VARCHAR[], ror VARCHAR, "type" VARCHAR)[])[]',
    "abstract_inverted_index": "MAP(VARCHAR, BIGINT[])",
}  # fmt: skip


def synthetic() -> list[dict[str, Any]]:
    """Works with everything, without an abstract, with an empty one, with dates, without authors."""
    dates = {"publication_date": "2020-05-17", "created_date": "2025-01-01T10:11:12.123456"}
    words = {"zeta": [3], "beta": [0, 2], "'; drop": [1], "": [4], "ä": [5]}
    odd = [{"abstract_inverted_index": None}, {"abstract_inverted_index": {}}, dates, {"authorships": []}]
    odd += [{"abstract_inverted_index": words}, {"topics": None, "primary_topic": None, "open_access": None}]
    return [work(number, **(odd[number % 7] if number % 7 < 6 else {})) for number in range(1, 60)]


def write_parquet(path: Path, works: list[dict[str, Any]], types: dict[str, str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = path.with_suffix(".jsonl")
    lines.write_text("".join(json.dumps(record) + "\n" for record in works), encoding="utf-8")
    with duckdb.connect() as con:
        read = "select * from read_json(?, format = 'newline_delimited', hive_partitioning = false, columns = ?)"
        con.execute(f"copy ({read}) to '{path}' (format parquet, row_group_size 2048)", [str(lines), types])
    lines.unlink()
    return path


def write_form(folder: Path, works: list[dict[str, Any]], types: dict[str, str], count: int | None = None) -> Path:
    """A snapshot in Parquet form with one part."""
    home = folder / "data/parquet/works"
    write_parquet(home / NAME, works, types)
    meta = {"record_count": len(works) if count is None else count, "content_length": (home / NAME).stat().st_size}
    files = [{"url": f"s3://openalex/data/parquet/works/{NAME}", "meta": meta}]
    manifest = {"date": "2025-02-01", "format": "parquet", "entity": "works", "record_count": 1, "files": files}
    (home / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder
