"""The Parquet form of the snapshot gives the same raw rows as the JSON lines of the same works."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from parquet_snapshots import NAME, TYPES, synthetic, write_form
from reading_twice import content
from works import raw_content, raw_table, work

from analytics.errors import ApertureError, EmptyFile, NotWorks
from analytics.openalex.files import ingest_files
from analytics.openalex.shards import parts
from analytics.openalex.snapshot import ingest_snapshot
from analytics.settings import Settings


def raw_rows(settings: Settings) -> dict[str, Any]:
    """Every raw table without the id of its part, which follows from the bytes."""
    return content({Path(n).name: t.drop_columns("part_id") for n, t in raw_content(settings.warehouse).items()})


def from_lines(tmp_path: Path, works: list[dict[str, Any]]) -> Settings:
    settings, lines = Settings(warehouse=tmp_path / "lines"), tmp_path / "works.jsonl.gz"
    lines.write_bytes(gzip.compress("".join(json.dumps(record) + "\n" for record in works).encode()))
    ingest_files(settings, [lines]).raise_first_problem()
    return settings


@pytest.mark.parametrize("abstracts", ["MAP(VARCHAR, BIGINT[])", "JSON"])
def test_both_forms_give_the_same_raw_rows(settings: Settings, tmp_path: Path, abstracts: str) -> None:
    types = TYPES | {"abstract_inverted_index": abstracts}
    folder = write_form(tmp_path / "snapshot", synthetic(), types)
    report = ingest_snapshot(settings, folder)
    assert (report.records, report.quarantined, report.problems) == (59, 0, ())
    assert [(p.name, p.release) for p in parts(settings.warehouse)] == [(NAME, "2025-02-01")]
    parquet, lines = raw_rows(settings), raw_rows(from_lines(tmp_path, synthetic()))
    assert parquet.keys() == lines.keys()
    assert [name for name, table in lines.items() if table != parquet[name]] == []
    assert all(values for table in parquet.values() for _, _, values in table)
    assert ingest_snapshot(settings, folder).parts_skipped == 1


def test_the_folder_of_one_form_chooses_it(settings: Settings, tmp_path: Path) -> None:
    folder = write_form(tmp_path / "snapshot", synthetic(), TYPES)
    assert ingest_snapshot(settings, folder / "data/parquet").records == 59
    assert ingest_snapshot(settings, folder).parts_skipped == 1


def test_real_works_in_the_published_columns_give_the_same_rows(
    settings: Settings, tmp_path: Path, real_openalex: Path
) -> None:
    with (real_openalex / "duckdb_schemata/works.csv").open(newline="") as file:
        types = {row["col_name"]: row["col_type"] for row in csv.DictReader(file)}
    with gzip.open(real_openalex / "works_current_schema.jsonl.gz") as file:
        works = [json.loads(line) for line in file]
    # The published columns know the day of a change only, and no title in place of another.
    for record in works:
        record |= {name: (record.get(name) or "")[:10] or None for name in ("updated_date", "publication_date")}
        record["created_date"] = None
        for name in set(record) - {*types}:
            del record[name]
    ingest_snapshot(settings, write_form(tmp_path / "snapshot", works, types)).raise_first_problem()
    parquet, lines = raw_rows(settings), raw_rows(from_lines(tmp_path, works))
    assert [name for name, table in lines.items() if table != parquet[name]] == []
    assert len(parquet["raw_works.parquet"][0][2]) == len(works) > 100


def test_rows_without_a_works_id_or_year_are_quarantined(settings: Settings, tmp_path: Path) -> None:
    bad = [{"id": None}, {"id": "A5"}, {"id": "W05"}, {"publication_year": None}, {"publication_year": 0}]
    works = [work(1), *(work(9, **changed) for changed in bad), work(2)]
    report = ingest_snapshot(
        Settings(warehouse=settings.warehouse, max_bad_share=1), write_form(tmp_path, works, TYPES)
    )
    assert (report.records, report.quarantined, report.problems) == (2, 5, ())
    kept = raw_table(settings.warehouse, "raw_quarantine")
    assert [(row["line_no"], row["reason"]) for row in kept] == [
        (2, "`id` is not that of a work"),
        (3, "`id` is not that of a work"),
        (4, "`id` is not that of a work"),
        (5, "`publication_year` is not that of a work"),
        (6, "`publication_year` is not that of a work"),
    ]
    assert json.loads(kept[1]["raw"])["id"] == "A5"


def test_another_number_of_rows_than_promised_is_told(settings: Settings, tmp_path: Path) -> None:
    report = ingest_snapshot(settings, write_form(tmp_path / "snapshot", [work(1)], TYPES, count=3))
    assert [str(p).endswith("holds 1 records, its manifest promises 3.") for p in report.problems] == [True]


STRANGE = {
    "year as text": {"publication_year": "VARCHAR"},
    "year as fraction": {"publication_year": "DOUBLE"},
    "authorships as text": {"authorships": "JSON"},
    "one author": {"authorships": "STRUCT(author_position BIGINT)[]"},
    "number for text": {"cited_by_count": "BOOLEAN"},
}


@pytest.mark.parametrize("changed", STRANGE.values(), ids=STRANGE.keys())
def test_columns_of_other_types_are_refused_as_a_whole(
    settings: Settings, tmp_path: Path, changed: dict[str, str]
) -> None:
    name = next(iter(changed))
    value = {"authorships": [{"author_position": 1}], "cited_by_count": True}.get(name, 2020)
    folder = write_form(tmp_path / "snapshot", [work(1, **{name: value})], TYPES | changed)
    assert_refused(settings, folder, NotWorks, name)


def damaged(path: Path, how: str) -> None:
    raw = bytearray(path.read_bytes())
    if how == "cut":
        raw = raw[: len(raw) // 2]
    elif how == "flipped":
        raw[40:200] = bytes(255 - byte for byte in raw[40:200])
    elif how == "foot":
        raw[-200:-20] = bytes(180)
    path.write_bytes(raw)


@pytest.mark.parametrize("how", ["cut", "flipped", "foot"])
def test_a_damaged_file_is_one_problem_and_nothing_of_it_is_taken(settings: Settings, tmp_path: Path, how: str) -> None:
    folder = write_form(tmp_path / "snapshot", synthetic(), TYPES)
    damaged(folder / "data/parquet/works" / NAME, how)
    assert_refused(settings, folder, NotWorks, "part_0000.parquet")


def test_a_file_without_rows_is_told(settings: Settings, tmp_path: Path) -> None:
    assert_refused(settings, write_form(tmp_path / "snapshot", [], TYPES), EmptyFile, "part_0000.parquet")


def assert_refused(settings: Settings, folder: Path, error: type[ApertureError], said: str) -> None:
    bytes_before = (folder / "data/parquet/works" / NAME).read_bytes()
    report = ingest_snapshot(settings, folder)
    assert [type(problem) for problem in report.problems] == [error]
    assert said in str(report.problems[0])
    assert "\n" not in str(report.problems[0])
    assert parts(settings.warehouse) == []
    assert not list((settings.warehouse / "raw").glob(".*"))
    assert (folder / "data/parquet/works" / NAME).read_bytes() == bytes_before
    assert not (settings.warehouse / "quarantine").exists()
