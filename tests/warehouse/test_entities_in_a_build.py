"""What a build makes of institutions, topics and funders, and of works that refer to some nobody holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from warehouses import settings_of

from analytics.errors import NothingIngested
from analytics.openalex.files import ingest_files
from analytics.settings import Settings
from analytics.warehouse.build import build
from analytics.warehouse.published import Published, open_published

ROOT = "https://openalex.org/"
HELD, NOT_HELD = f"{ROOT}I9990000001", f"{ROOT}I9990000002"
AUTHORSHIPS = [
    {"institutions": [{"id": HELD, "display_name": "SYNTHETIC old name", "country_code": "CN", "type": "education"}]},
    {"institutions": [{"id": NOT_HELD, "display_name": "SYNTHETIC Works", "country_code": "CN", "type": "company"}]},
]
FUNDERS = [{"id": f"{ROOT}F9990000001"}, {"id": f"{ROOT}F9990000002"}]
WORK = {
    "id": f"{ROOT}W9990000001",
    "publication_year": 2020,
    "publication_date": "2020-01-02",
    "type": "article",
    "title": "SYNTHETIC",
    "updated_date": "2023-01-01",
    "authorships": AUTHORSHIPS,
    "topics": [{"id": f"{ROOT}T10036", "score": 0.9}],
    "funders": FUNDERS,
}
PLACE = {"country_code": "HK", "latitude": 22.5, "longitude": 114.0}
RECORDS = {
    "works": [WORK],
    "institutions": [
        {"id": HELD, "display_name": "SYNTHETIC University", "geo": PLACE, "updated_date": "2025-01-01"},
        {"id": HELD, "display_name": "SYNTHETIC older", "country_code": "CN", "updated_date": "2022-01-01"},
    ],
    "topics": [{"id": f"{ROOT}T10036", "display_name": "SYNTHETIC topic", "field": {"id": 17}}],
    "funders": [FUNDERS[0] | {"display_name": "SYNTHETIC funder", "country_code": "de"}],
}


def take_in(settings: Settings, folder: Path, *kinds: str) -> None:
    for kind in kinds:
        file = folder / f"{kind}.jsonl"
        file.write_text("".join(json.dumps(record) + "\n" for record in RECORDS[kind]), encoding="utf-8")
        ingest_files(settings, [file]).raise_first_problem()


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Published]:
    settings = settings_of(tmp_path / "warehouse")
    take_in(settings, tmp_path, *RECORDS)
    build(settings)
    with open_published(settings) as opened:
        yield opened


def rows(published: Published, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in published.rows(sql)]


def test_an_institution_is_as_its_newest_record_says_and_one_nobody_holds_as_the_work_carries_it(
    published: Published,
) -> None:
    told = "select institution_name, country_code, institution_type, latitude from out_institution order by 2 desc"
    assert rows(published, told) == [
        ("SYNTHETIC University", "HK", "education", 22.5),
        ("SYNTHETIC Works", "CN", "company", None),
    ]
    credit = "select country_code, weight::double from stg_credit order by 1"
    assert rows(published, credit) == [("CN", 0.5), ("HK", 0.5)]


def test_topics_and_funders_are_named_where_they_are_held(published: Published) -> None:
    assert rows(published, "select topic_id, field_id, domain_id from stg_topic_hierarchy") == [("T10036", "17", None)]
    assert rows(published, "select funder_id, country_code, has_record from stg_funder order by 1") == [
        ("F9990000001", "DE", True),
        ("F9990000002", None, False),
    ]
    assert rows(published, "select count(*) from stg_work_funder") == [(2,)]
    counted = "select entity, records, held, superseded, named, named_held from out_entity order by entity"
    assert rows(published, counted) == [
        ("funders", 1, 1, 0, 2, 1),
        ("institutions", 2, 1, 1, 2, 1),
        ("topics", 1, 1, 0, 1, 1),
    ]


def test_without_any_of_them_a_build_is_as_the_works_say(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "warehouse")
    take_in(settings, tmp_path, "works")
    build(settings)
    with open_published(settings) as published:
        assert rows(published, "select distinct country_code from out_institution") == [("CN",)]
        assert rows(published, "select sum(held), sum(named) from out_entity") == [(0, 5)]


def test_institutions_without_works_are_nothing_to_build_from(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "warehouse")
    take_in(settings, tmp_path, "institutions")
    with pytest.raises(NothingIngested):
        build(settings)
