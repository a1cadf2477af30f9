"""SYNTHETIC institutions, topics and funders in OpenAlex's form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
from snapshots import part_name

ROOT = "https://openalex.org/"
MANIFESTS = {
    "today": "data/jsonl/{}/manifest.json",
    "parquet": "data/parquet/{}/manifest.json",
    "older": "data/{}/manifest",
}
_LEVEL = "STRUCT(id VARCHAR, display_name VARCHAR)"
# As OpenAlex publishes them, for what is read and two fields that are not.
PARQUET = {
    "institutions": {
        "id": "VARCHAR",
        "display_name": "VARCHAR",
        "ror": "VARCHAR",
        "country_code": "VARCHAR",
        "type": "VARCHAR",
        "lineage": "VARCHAR[]",
        "geo": "STRUCT(city VARCHAR, region VARCHAR, country_code VARCHAR, latitude DOUBLE, longitude DOUBLE)",
        "associated_institutions": "STRUCT(id VARCHAR, display_name VARCHAR, relationship VARCHAR)[]",
        "works_count": "BIGINT",
        "updated_date": "DATE",
        "display_name_acronyms": "VARCHAR[]",
    },
    "topics": {
        "id": "VARCHAR",
        "display_name": "VARCHAR",
        "subfield": _LEVEL,
        "field": _LEVEL,
        "domain": _LEVEL,
        "updated_date": "DATE",
    },
    "funders": {
        "id": "VARCHAR",
        "display_name": "VARCHAR",
        "country_code": "VARCHAR",
        "ids": "STRUCT(openalex VARCHAR, ror VARCHAR, crossref BIGINT)",
        "updated_date": "DATE",
    },
}


def institution(number: int, **changed: Any) -> dict[str, Any]:
    """A record with something in every field that is read."""
    own = f"{ROOT}I999{number:07}"
    return {
        "id": own,
        "display_name": f"SYNTHETIC Institution {number}",
        "ror": f"https://ror.org/0{number:08}",
        "country_code": "HK",
        "type": "education",
        "lineage": [own, f"{ROOT}I9990000999"],
        "geo": {"city": "SYNTHETIC", "region": None, "country_code": "HK", "latitude": 22.5, "longitude": 114.0},
        "associated_institutions": [{"id": f"{ROOT}I9990000999", "display_name": "x", "relationship": "parent"}],
        "works_count": number,
        "updated_date": "2026-02-01",
        "display_name_acronyms": ["SI"],
    } | changed


def topic(number: int) -> dict[str, Any]:
    level = {"id": f"{ROOT}fields/17", "display_name": "SYNTHETIC level"}
    place = {"subfield": level, "field": level, "domain": level}
    return {"id": f"{ROOT}T{number}", "display_name": "SYNTHETIC topic", **place, "updated_date": "2026-02-01"}


def funder(number: int) -> dict[str, Any]:
    ids = {"openalex": f"{ROOT}F999{number:07}", "ror": None, "crossref": number}
    funder_id = ids["openalex"]
    return {"id": funder_id, "display_name": "SYNTHETIC funder", "country_code": "DE", "ids": ids} | {
        "updated_date": "2026-02-01"
    }


MAKE = {"institutions": institution, "topics": topic, "funders": funder}


def json_lines(records: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def write_entity(folder: Path, entity: str, parts: dict[int, list[dict[str, Any]]], layout: str = "today") -> None:
    """Parts by the day of change, and a manifest that lists them and nothing else."""
    manifest = folder / MANIFESTS[layout].format(entity)
    files = []
    for day, records in parts.items():
        path = manifest.parent / part_name(day, "parquet" if layout == "parquet" else "gz")
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = json_lines(records)
        if layout == "parquet":
            to_parquet(path, lines, PARQUET[entity])
        else:
            path.write_bytes(lines)  # what is no gz is read as it is
        meta = {"record_count": len(records), "content_length": path.stat().st_size}
        files.append({"url": f"s3://openalex/{entity}/{part_name(day, path.suffix[1:])}", "meta": meta})
    listed = {"entries": files, "meta": {}} if layout == "older" else {"date": "2026-02-03", "files": files}
    manifest.write_text(json.dumps(listed), encoding="utf-8")


def to_parquet(path: Path, lines: bytes, types: dict[str, str]) -> Path:
    scratch = path.with_suffix(".jsonl")
    scratch.write_bytes(lines)
    with duckdb.connect() as con:
        read = "select * from read_json(?, format = 'newline_delimited', hive_partitioning = false, columns = ?)"
        con.execute(f"copy ({read}) to '{path}' (format parquet)", [str(scratch), types])
    scratch.unlink()
    return path
