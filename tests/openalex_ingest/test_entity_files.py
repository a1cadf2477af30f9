"""`ingest files` with institutions, topics and funders: recognised by their ids, read as strictly as works."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from entities import MAKE, PARQUET, funder, institution, json_lines, to_parquet, topic
from works import line, raw_table

from analytics.errors import EmptyFile, MixedRecords, NotEntities, NotWorks, TooManyBadLines, TruncatedFile
from analytics.openalex.entities.kinds import KINDS
from analytics.openalex.files import ingest_files
from analytics.openalex.mending import retry
from analytics.openalex.report import IngestReport
from analytics.openalex.shards import parts
from analytics.settings import Settings

BAD = {
    "another kind": json_lines([topic(1)]).strip(),
    "a work": line(1),
    "no number": json_lines([institution(1, id="https://openalex.org/I-1")]).strip(),
    "cut": json_lines([institution(1)])[:50],
    "latitude of no place": json_lines([institution(1, geo={"latitude": 91.0})]).strip(),
    "country a number": json_lines([institution(1, country_code=44)]).strip(),
    "lineage a text": json_lines([institution(1, lineage="I1")]).strip(),
    "bad UTF-8": json_lines([institution(1)]).strip().replace(b"SYNTHETIC", b"\xff"),
}


def source(folder: Path, content: bytes, name: str = "records.jsonl") -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def test_a_row_holds_what_the_record_says(settings: Settings, tmp_path: Path) -> None:
    files = [source(tmp_path, json_lines([MAKE[name](7)]), f"{name}.jsonl") for name in MAKE]
    assert ingest_files(settings, files) == IngestReport(3, 0, 3, 0)
    assert sorted(part.entity for part in parts(settings.warehouse)) == ["funders", "institutions", "topics"]
    (place,) = raw_table(settings.warehouse, "raw_entity_institution")
    del place["part_id"]
    assert place == {
        "line_no": 1,
        "institution_id": "I9990000007",
        "institution_name": "SYNTHETIC Institution 7",
        "ror_id": "000000007",
        "country_code": "HK",
        "institution_type": "education",
        "lineage": "I9990000007 I9990000999",
        "city": "SYNTHETIC",
        "latitude": 22.5,
        "longitude": 114.0,
        "relations": "parent:I9990000999",
        "is_super_system": None,
        "works_count": 7,
        "updated_date": "2026-02-01",
    }
    (subject,) = raw_table(settings.warehouse, "raw_entity_topic")
    assert (subject["topic_id"], subject["field_id"], subject["domain_name"]) == ("T7", "17", "SYNTHETIC level")
    (payer,) = raw_table(settings.warehouse, "raw_entity_funder")
    assert (payer["funder_id"], payer["country_code"], payer["ror_id"]) == ("F9990000007", "DE", None)


@pytest.mark.parametrize(
    ("changed", "column", "value"),
    [
        ({"country_code": None}, "country_code", "HK"),
        ({"country_code": "cn"}, "country_code", "CN"),
        ({"geo": None, "country_code": ""}, "country_code", None),
        ({"lineage": None}, "lineage", None),
        ({"lineage": ["https://openalex.org/I-1", None, "https://openalex.org/I2"]}, "lineage", "I2"),
        ({"associated_institutions": [{"id": None, "relationship": "child"}]}, "relations", None),
        ({"type": "funder"}, "institution_type", "funder"),
    ],
)
def test_older_and_odd_forms_of_an_institution(
    settings: Settings, tmp_path: Path, changed: dict[str, Any], column: str, value: str | None
) -> None:
    ingest_files(settings, [source(tmp_path, json_lines([institution(1, **changed)]))])
    (row,) = raw_table(settings.warehouse, "raw_entity_institution")
    assert row[column] == value


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_line_goes_to_quarantine_and_the_others_stay(settings: Settings, tmp_path: Path, bad: bytes) -> None:
    text = json_lines([institution(number) for number in range(150)]) + bad + b"\n" + json_lines([institution(150)])
    file = source(tmp_path, gzip.compress(text), "records.gz")
    assert ingest_files(settings, [file]) == IngestReport(1, 0, 151, 1)
    (kept,) = raw_table(settings.warehouse, "raw_quarantine")
    assert (kept["line_no"], kept["raw"]) == (151, bad)
    assert text[kept["byte_offset"] :].startswith(bad + b"\n")
    assert kept["reason"]


def test_a_mended_institution_becomes_a_part_of_institutions(settings: Settings, tmp_path: Path) -> None:
    good = json_lines([institution(number) for number in range(40)])
    ingest_files(settings, [source(tmp_path, good + b"{}\n")])
    (part,) = parts(settings.warehouse)
    mended = source(tmp_path, json_lines([institution(77)]), "mended.jsonl")
    assert retry(settings, part, mended=mended).mended == [41]
    assert sorted((p.entity, p.records, p.quarantined) for p in parts(settings.warehouse)) == [
        ("institutions", 1, 0),
        ("institutions", 40, 0),
    ]


def test_a_file_of_several_kinds_is_told_and_nothing_of_it_is_taken(settings: Settings, tmp_path: Path) -> None:
    mixed = source(tmp_path, line(1) + b"\n" + json_lines([institution(1)]))
    report = ingest_files(settings, [mixed])
    assert [type(problem) for problem in report.problems] == [MixedRecords]
    assert "holds works and institutions" in str(report.problems[0])
    assert parts(settings.warehouse) == []


def test_a_file_with_no_good_record_is_kept_aside_whole(settings: Settings, tmp_path: Path) -> None:
    content = json_lines([institution(1, works_count="many")])
    report = ingest_files(settings, [source(tmp_path, content)])
    assert [type(problem) for problem in report.problems] == [NotEntities]
    assert [file.read_bytes() for file in (settings.warehouse / "quarantine").iterdir()] == [content]
    assert parts(settings.warehouse) == []


def test_a_damaged_end_and_too_many_bad_lines_are_told(settings: Settings, tmp_path: Path) -> None:
    good = json_lines([funder(number) for number in range(200)])
    cut = source(tmp_path, gzip.compress(good)[:-9], "cut.gz")
    bad = source(tmp_path, good + b"{}\n" * 20, "bad.jsonl")
    report = ingest_files(settings, [cut, bad])
    assert [type(problem) for problem in report.problems] == [TruncatedFile, TooManyBadLines]
    assert [part.records for part in sorted(parts(settings.warehouse), key=lambda part: part.name)] == [200, 200]


@pytest.mark.parametrize("entity", KINDS)
def test_a_parquet_file_gives_the_rows_of_the_same_records_as_json(
    settings: Settings, tmp_path: Path, entity: str
) -> None:
    records = [MAKE[entity](number) for number in range(1, 30)]
    lines = source(tmp_path, json_lines(records))
    ingest_files(settings, [lines])
    first = raw_table(settings.warehouse, KINDS[entity].table)
    other = Settings(warehouse=tmp_path / "other")
    columns = to_parquet(tmp_path / "records.parquet", json_lines(records), PARQUET[entity])
    assert ingest_files(other, [columns]) == IngestReport(1, 0, 29, 0)
    second = raw_table(other.warehouse, KINDS[entity].table)
    assert [row | {"part_id": ""} for row in first] == [row | {"part_id": ""} for row in second]


def test_a_bad_row_of_a_parquet_file_is_kept_as_json(settings: Settings, tmp_path: Path) -> None:
    records = [institution(number) for number in range(40)] + [institution(1, id="https://openalex.org/I-1")]
    file = to_parquet(tmp_path / "records.parquet", json_lines(records), PARQUET["institutions"])
    assert ingest_files(settings, [file]) == IngestReport(1, 0, 40, 1)
    (kept,) = raw_table(settings.warehouse, "raw_quarantine")
    assert kept["line_no"] == 41
    assert json.loads(kept["raw"])["id"] == "https://openalex.org/I-1"


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_empty_file_stays_what_it_was(settings: Settings, tmp_path: Path, content: bytes) -> None:
    assert [type(p) for p in ingest_files(settings, [source(tmp_path, content)]).problems] == [EmptyFile]
    assert [type(p) for p in ingest_files(settings, [source(tmp_path, b"{}\n")]).problems] == [NotWorks]


@pytest.mark.parametrize(("name", "good", "bad"), [("institutions_2023", 679, 0), ("institutions_dehydrated", 1674, 1)])
def test_real_institutions_of_two_schemas(
    settings: Settings, real_openalex: Path, name: str, good: int, bad: int
) -> None:
    file = real_openalex / f"{name}.jsonl.gz"
    assert ingest_files(settings, [file]) == IngestReport(1, 0, good, bad)
    rows = {row["institution_id"]: row for row in raw_table(settings.warehouse, "raw_entity_institution")}
    for text in gzip.decompress(file.read_bytes()).splitlines():
        record = json.loads(text)
        row = rows.get(record["id"].rsplit("/", 1)[-1])
        if row is None:
            assert record["id"].endswith("I-1")
            continue
        assert row["institution_name"] == record["display_name"]
        assert row["country_code"] == record["country_code"]
        assert row["institution_type"] == record["type"]
        assert row["ror_id"] == (record["ror"] or "").rsplit("/", 1)[-1] or record["ror"] is None
        lineage = [one.rsplit("/", 1)[-1] for one in record.get("lineage") or []]
        assert (row["lineage"] or "").split() == lineage
        assert row["latitude"] == (record.get("geo") or {}).get("latitude")
        assert len((row["relations"] or "").split()) == len(record.get("associated_institutions") or [])


def test_all_real_topics_in_the_form_of_the_api(settings: Settings, real_openalex: Path, tmp_path: Path) -> None:
    with (real_openalex / "topics_with_keywords.csv").open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    names, root = ("subfield", "field", "domain"), "https://openalex.org/"
    records = [
        {"id": f"{root}T{row['topic_id']}", "display_name": row["new_topic_label"]}
        # Addresses as of today, numbers as of early 2024.
        | {n: {"id": int(row[f"{n}_id"]), "display_name": row[f"{n}_name"]} for n in names[:2]}
        | {n: {"id": f"{root}{n}s/{row[f'{n}_id']}", "display_name": row[f"{n}_name"]} for n in names[2:]}
        for row in told
    ]
    assert ingest_files(settings, [source(tmp_path, json_lines(records))]) == IngestReport(1, 0, 4516, 0)
    rows = raw_table(settings.warehouse, "raw_entity_topic")
    for row, expected in zip(rows, told, strict=True):
        assert row["topic_id"] == f"T{expected['topic_id']}"
        assert {f"{n}_id": row[f"{n}_id"] for n in names} == {f"{n}_id": expected[f"{n}_id"] for n in names}
        assert row["domain_name"] == expected["domain_name"]
    assert len({row["domain_id"] for row in rows}) == 4
