"""Whatever is wrong with a file: every good line is kept, every bad one is in quarantine with its bytes."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from reading_twice import read
from works import json_lines, line, raw_table, work_ids

from analytics.errors import TooManyBadLines, TruncatedFile
from analytics.openalex.files import ingest_files
from analytics.openalex.report import IngestReport
from analytics.settings import Settings

GOOD = line(2)
NINE_KINDS_BUT_GZ = {
    "cut JSON": (GOOD[:100], "truncated"),
    "garbage": (b"<html>502</html>", "malformed"),
    "NUL byte": (GOOD.replace(b"work", b"\0"), "malformed"),
    "bad UTF-8": (GOOD.replace(b"work", b"\xff"), "utf-8"),
    "wrong type": (line(2, publication_year="soon"), "publication_year"),
    "authorships a string": (line(2, authorships="x"), "authorships"),
    "authorships an object": (line(2, authorships={"author": 1}), "authorships"),
    "null id": (line(2, id=None), "$.id"),
}


def places_hold(rows: list[dict[str, Any]], text: bytes) -> bool:
    """True where the bytes at each offset of the decompressed file are those kept."""
    return all(text[row["byte_offset"] :].startswith(row["raw"]) for row in rows)


@pytest.mark.parametrize(("bad", "reason"), NINE_KINDS_BUT_GZ.values(), ids=NINE_KINDS_BUT_GZ.keys())
def test_a_bad_line_goes_to_quarantine_and_the_others_stay(
    settings: Settings, tmp_path: Path, bad: bytes, reason: str
) -> None:
    text = json_lines(*range(10, 40)) + bad + b"\n" + json_lines(50)
    (tmp_path / "works.gz").write_bytes(gzip.compress(text))
    assert ingest_files(settings, [tmp_path / "works.gz"]) == IngestReport(1, 0, 31, 1)
    assert work_ids(settings.warehouse) == [f"W999{number:07}" for number in (*range(10, 40), 50)]
    rows = raw_table(settings.warehouse, "raw_quarantine")
    assert [(row["line_no"], row["raw"]) for row in rows] == [(31, bad)]
    assert reason in rows[0]["reason"].lower().replace("`", "")
    assert places_hold(rows, text)


@pytest.mark.parametrize("bad", [b"[]", b"{", b"null", b"{}", b"\xff", b'{"meta": {}}', b"[1, 2]", b"x", b"7"])
@pytest.mark.parametrize("place", [0, 1, 2], ids=["first", "middle", "last"])
def test_a_bad_line_costs_itself_wherever_it_stands(tmp_path: Path, bad: bytes, place: int) -> None:
    lines = [line(1), line(2)]
    lines.insert(place, bad)
    (tmp_path / "works").write_bytes(b"\n".join(lines))
    reading, tables = read(tmp_path / "works", tmp_path / "ours")
    assert (reading.records, reading.quarantined) == (2, 1)
    assert tables["raw_quarantine"]["line_no"].to_pylist() == [place + 1]
    assert places_hold(tables["raw_quarantine"].to_pylist(), b"\n".join(lines))


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\n\n", b"\n \t\n"], ids=["LF", "CRLF", "blank", "white space"])
def test_line_ends_and_blank_lines_are_no_records_and_keep_the_numbers(tmp_path: Path, end: bytes) -> None:
    text = end.join([line(1), b"bad", line(2)])  # the last one without a line end
    (tmp_path / "works").write_bytes(text)
    reading, tables = read(tmp_path / "works", tmp_path / "ours")
    assert (reading.records, reading.quarantined) == (2, 1)
    step = end.count(b"\n")
    assert tables["raw_works"]["line_no"].to_pylist() == [1, 1 + 2 * step]
    assert places_hold(tables["raw_quarantine"].to_pylist(), text)


def test_a_cut_gz_keeps_every_complete_work(settings: Settings, tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(line(n, title=f"SYNTHETIC {hash(str(n))}") + b"\n" for n in range(3000)))
    cut = tmp_path / "works.gz"
    cut.write_bytes(whole[: len(whole) * 2 // 3])
    report = ingest_files(settings, [cut])
    assert isinstance(report.problems[0], TruncatedFile)
    assert report.records > 1500
    assert work_ids(settings.warehouse) == [f"W999{number:07}" for number in range(report.records)]
    rows = raw_table(settings.warehouse, "raw_quarantine")
    assert [row["line_no"] for row in rows] == [report.records + 1] * report.quarantined


@pytest.mark.parametrize("members", [1, 3])
def test_a_wrong_checksum_is_told_and_costs_no_work(settings: Settings, tmp_path: Path, members: int) -> None:
    packed = bytearray(b"".join(gzip.compress(json_lines(n)) for n in range(members)))
    packed[-6] ^= 1
    (tmp_path / "works.gz").write_bytes(packed)
    report = ingest_files(settings, [tmp_path / "works.gz"])
    assert (report.records, report.quarantined) == (members, 0)
    assert "checksum" in str(report.problems[0])


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_flipped_byte_in_a_gz_is_told_and_adds_up(settings: Settings, tmp_path: Path, share: float) -> None:
    packed = bytearray(gzip.compress(json_lines(*range(500))))
    packed[int(len(packed) * share)] ^= 0xFF
    (tmp_path / "works.gz").write_bytes(packed)
    report = ingest_files(settings, [tmp_path / "works.gz"])
    assert report.problems
    assert len(set(work_ids(settings.warehouse))) == report.records


def test_too_many_bad_lines_are_a_problem_that_keeps_the_good_ones(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "works.jsonl").write_bytes(json_lines(*range(9)) + b"x\n")
    report = ingest_files(settings, [tmp_path / "works.jsonl"])
    assert isinstance(report.problems[0], TooManyBadLines)
    assert len(work_ids(settings.warehouse)) == 9


def test_a_record_above_the_limit_is_quarantined_whole(tmp_path: Path) -> None:
    long, longest = line(2, title="x" * (17 << 20)), line(3, title="x" * (33 << 20))
    (tmp_path / "works").write_bytes(b"\n".join([line(1), long, longest, line(4)]))
    reading, tables = read(tmp_path / "works", tmp_path / "ours")
    assert (reading.records, reading.quarantined) == (3, 1)
    assert tables["raw_quarantine"]["raw"].to_pylist() == [longest]


def test_the_quarantine_is_written_as_it_comes(tmp_path: Path) -> None:
    bad = [json.dumps({"n": n, "x": "x" * 3000}).encode() for n in range(8000)]
    (tmp_path / "works").write_bytes(b"\n".join([line(1), *bad]))
    reading, tables = read(tmp_path / "works", tmp_path / "ours")
    assert (reading.records, reading.quarantined) == (1, 8000)
    assert tables["raw_quarantine"]["raw"].to_pylist() == bad
    assert pq.ParquetFile(tmp_path / "ours" / "raw_quarantine.parquet").num_row_groups > 2
