"""The sample's records read as today's real ones do: same root fields, types that occur in real records."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from analytics.settings import REPOSITORY

REAL = REPOSITORY.parent / "shared" / "data" / "openalex" / "works_current_schema.jsonl.gz"
# Its keys are words and not fields.
MAPS = {"abstract_inverted_index"}


def _types(value: Any, path: str) -> Iterator[tuple[str, str]]:
    yield path, type(value).__name__
    if isinstance(value, dict) and path not in MAPS:
        for key, inner in value.items():
            yield from _types(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from _types(inner, f"{path}[]")


def _observed(records: list[dict[str, Any]]) -> dict[str, set[str]]:
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for record in records:
        for path, kind in _types(record, ""):
            seen[path].add(kind)
    return seen


@pytest.fixture(scope="module")
def real() -> list[dict[str, Any]]:
    if not REAL.is_file():
        pytest.skip("../shared/data with real records is absent")
    return [json.loads(line) for line in gzip.decompress(REAL.read_bytes()).splitlines()]


def test_every_field_has_a_type_that_occurs_in_real_records(sample, real):
    seen = _observed(real)
    # Titles may be null in OpenAlex, though none of these 926 real records lacks one.
    seen["title"].add("NoneType")
    seen["display_name"].add("NoneType")
    wrong = {
        path: (kinds, seen.get(path))
        for path, kinds in _observed(sample.records).items()
        if not kinds <= seen.get(path, set())
    }
    assert wrong == {}


def test_every_root_field_of_today_is_present(sample, real):
    latest = [work for work in real if work["updated_date"] >= "2026" and "relevance_score" not in work]
    today = set.intersection(*(set(work) for work in latest))
    assert len(today) > 40
    assert all(today <= set(work) for work in sample.records)
