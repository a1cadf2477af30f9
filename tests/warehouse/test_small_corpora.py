"""Builds of corpora so small or so plain that some indicator has nothing to work on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.openalex.files import ingest_files
from analytics.settings import Settings
from analytics.warehouse.build import build
from analytics.warehouse.published import open_published


def work(number: int, countries: list[str]) -> dict:
    institutions = [
        {"id": f"https://openalex.org/I99900000{n:02}", "display_name": "SYNTHETIC", "country_code": country}
        for n, country in enumerate(countries)
    ]
    authorships = [{"author_position": "first", "institutions": [one]} for one in institutions]
    identity = {"id": f"https://openalex.org/W9990{number:06}", "publication_year": 2020, "type": "article"}
    return identity | {"title": "SYNTHETIC", "publication_date": "2020-01-02", "authorships": authorships}


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize(
    "countries", [[[]], [["FR"]], [["FR"], ["DE"], []], [["FR"]] * 50], ids=["nobody", "one", "three", "fifty"]
)
def test_works_of_one_country_each_have_no_pairs_and_no_trouble(tmp_path: Path, countries: list, threads: int):
    lines = [json.dumps(work(n, listed)) for n, listed in enumerate(countries, start=1)]
    (tmp_path / "works.jsonl").write_text("\n".join(lines))
    settings = Settings(warehouse=tmp_path / "warehouse", threads=threads)
    ingest_files(settings, [tmp_path / "works.jsonl"]).raise_first_problem()
    build(settings)
    with open_published(settings) as published:
        assert published.rows("select works from out_run") == [{"works": len(countries)}]
        assert published.rows("select * from out_country_pair") == []
