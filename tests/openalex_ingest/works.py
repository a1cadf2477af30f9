"""SYNTHETIC works in OpenAlex's form, and what the raw shards of a warehouse hold of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq


def work(number: int, **changed: Any) -> dict[str, Any]:
    """A small work with something in every field that is read."""
    place = {
        "id": "https://openalex.org/I9990000001",
        "display_name": "SYNTHETIC University",
        "country_code": "SG",
    }
    text = "SYNTHETIC University, Singapore"
    author = {
        "author": {"id": f"https://openalex.org/A999{number:07}", "orcid": "https://orcid.org/SYNTHETIC"},
        "author_position": "first",
        "is_corresponding": True,
        "institutions": [place | {"ror": None, "type": "education", "lineage": [place["id"]]}],
        "countries": ["SG"],
        "affiliations": [{"raw_affiliation_string": text, "institution_ids": [place["id"], None]}],
        "raw_affiliation_strings": [text],
    }
    return {
        "id": f"https://openalex.org/W999{number:07}",
        "publication_year": 2000 + number % 25,
        "title": f"SYNTHETIC work {number} – “quoted”, \\ and ☃",
        "type": "article",
        "cited_by_count": number,
        "fwci": number / 7,
        "is_retracted": False,
        "open_access": {"is_oa": True, "oa_status": "gold"},
        "primary_topic": {"id": "https://openalex.org/T10036", "score": 0.98},
        "topics": [{"id": "https://openalex.org/T10036", "score": 0.98}],
        "concepts": [{"id": "https://openalex.org/C41008148", "score": "0.5"}],
        "keywords": [{"display_name": "SYNTHETIC", "score": 1}],
        "awards": [{"funder_id": "https://openalex.org/F9990000001", "funder_award_id": "1"}],
        "authorships": [author, {"author": None, "institutions": []}],
        "abstract_inverted_index": {"SYNTHETIC": [0, 2], 'words \\ "and"': [1]},
        "not_read": {"anything": [None, 1e300, {"at": "all"}]},
    } | changed


def line(number: int, **changed: Any) -> bytes:
    """The work as one line, without its line end."""
    return json.dumps(work(number, **changed), ensure_ascii=False).encode()


def json_lines(*numbers: int) -> bytes:
    return b"".join(line(number) + b"\n" for number in numbers)


def raw_table(warehouse: Path, name: str) -> list[dict[str, Any]]:
    """All rows of a raw table, of every part."""
    files = sorted((warehouse / "raw").glob(f"*/{name}.parquet"))
    return [row for file in files for row in pq.read_table(file).to_pylist()]


def work_ids(warehouse: Path) -> list[str]:
    return [row["work_id"] for row in raw_table(warehouse, "raw_works")]


def raw_content(warehouse: Path) -> dict[str, pa.Table]:
    """Every table of every part, by part and name."""
    files = sorted((warehouse / "raw").glob("[!.]*/*.parquet"))
    return {str(file.relative_to(warehouse)): pq.read_table(file) for file in files}
