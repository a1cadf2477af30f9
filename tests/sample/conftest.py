"""One small sample for all tests of this folder, read back with nothing but gzip and json."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from analytics.sample import SampleFacts, write_sample

Record = dict[str, Any]
COUNTABLE = {"article", "review", "book-chapter", "conference-paper"}


def read_entity(directory: Path, entity: str) -> list[Record]:
    parts = sorted((directory / "data" / "jsonl" / entity).rglob("part_*.gz"))
    return [json.loads(line) for part in parts for line in gzip.decompress(part.read_bytes()).splitlines()]


@dataclass(frozen=True)
class Sample:
    directory: Path
    facts: SampleFacts
    records: list[Record]
    newest: list[Record]
    institutions: list[Record]
    topics: list[Record]
    funders: list[Record]

    @property
    def countable(self) -> list[Record]:
        return [
            work
            for work in self.newest
            if work["type"] in COUNTABLE and not (work["is_retracted"] or work["is_xpac"] or work["is_paratext"])
        ]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    directory = tmp_path_factory.mktemp("sample")
    facts = write_sample(directory, works=1500)
    records = read_entity(directory, "works")
    newest: dict[str, Record] = {}
    for record in sorted(records, key=lambda record: record["updated_date"]):
        newest[record["id"]] = record
    beside = (read_entity(directory, entity) for entity in ("institutions", "topics", "funders"))
    return Sample(directory, facts, records, list(newest.values()), *beside)
