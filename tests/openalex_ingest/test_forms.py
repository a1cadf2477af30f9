"""Every form in which works reach a disk gives the same works."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from works import json_lines, line, raw_table, work, work_ids

from analytics.openalex.files import ingest_files
from analytics.openalex.report import IngestReport
from analytics.settings import Settings

MANY = 1200  # more than 1 MB
ALL = [f"W999{number:07}" for number in range(MANY)]
LIST = [work(number) for number in range(MANY)]
PAGE = {"meta": {"count": 1, "page": 1}, "results": LIST, "group_by": []}
LINES = json_lines(*range(MANY))
BOM = b"\xef\xbb\xbf"
FORMS = {
    "JSON lines": LINES,
    "JSON lines with BOM": BOM + LINES,
    "JSON lines without a last line end": LINES[:-1],
    "JSON lines in UTF-16": LINES.decode().encode("utf-16"),
    "JSON lines after blank lines": b"\n \n" + LINES,
    "gz": gzip.compress(LINES),
    "gz of several members": b"".join(gzip.compress(json_lines(number)) for number in range(MANY)),
    "page on one line": json.dumps(PAGE).encode(),
    "page pretty-printed": json.dumps(PAGE, indent=2).encode(),
    "page with results first": json.dumps({"results": LIST, "meta": {}}, separators=(",", ":")).encode(),
    "page with BOM": BOM + json.dumps(PAGE).encode(),
    "page in UTF-16": json.dumps(PAGE, ensure_ascii=False, indent=1).encode("utf-16"),
    "page in gz": gzip.compress(json.dumps(PAGE).encode()),
    "list": json.dumps(LIST).encode(),
    "list pretty-printed": json.dumps(LIST, indent=4).encode(),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@pytest.mark.parametrize("name", ["works.jsonl", "works"])
def test_a_form_gives_its_works_in_order_whatever_its_name(
    settings: Settings, tmp_path: Path, form: bytes, name: str
) -> None:
    (tmp_path / name).write_bytes(form)
    assert ingest_files(settings, [tmp_path / name]) == IngestReport(1, 0, MANY, 0)
    assert work_ids(settings.warehouse) == ALL


@pytest.mark.parametrize(
    "form",
    [
        line(7),
        line(7, title="x" * (2 << 20)),
        json.dumps(work(7), indent=2).encode(),
        json.dumps(work(7), indent=2).replace("{\n  ", "{ ", 1).encode(),
        json.dumps(work(7), indent=2).replace("\n", "\r\n").encode(),
    ],
    ids=["one line", "one line above 1 MB", "pretty", "pretty from the first line", "pretty with CRLF"],
)
def test_a_single_work_is_a_source(settings: Settings, tmp_path: Path, form: bytes) -> None:
    (tmp_path / "work.json").write_bytes(form)
    assert ingest_files(settings, [tmp_path / "work.json"]) == IngestReport(1, 0, 1, 0)
    assert work_ids(settings.warehouse) == ["W9990000007"]


@pytest.mark.parametrize("mark", [b"", BOM], ids=["plain", "BOM"])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_bad_record_of_a_page_is_found_at_its_place(
    settings: Settings, tmp_path: Path, mark: bytes, indent: int | None
) -> None:
    settings.max_bad_share = 1
    page = {"meta": {"count": 5}, "results": [5, work(1), 5, work(1, id=None), work(2), work(1, id=None)]}
    text = mark + json.dumps(page, indent=indent).encode()
    (tmp_path / "page.json").write_bytes(text)
    assert ingest_files(settings, [tmp_path / "page.json"]) == IngestReport(1, 0, 2, 4)
    rows = raw_table(settings.warehouse, "raw_quarantine")
    assert [row["line_no"] for row in rows] == [1, 3, 4, 6]
    places = [row["byte_offset"] for row in rows]
    assert places == sorted(set(places))
    assert places[0] > text.index(b"results")
    assert all(text[place:].startswith(row["raw"]) for place, row in zip(places, rows, strict=True))


def test_a_page_with_a_wrong_checksum_keeps_its_works(settings: Settings, tmp_path: Path) -> None:
    packed = bytearray(FORMS["page in gz"])
    packed[-6] ^= 1
    (tmp_path / "page.json.gz").write_bytes(packed)
    report = ingest_files(settings, [tmp_path / "page.json.gz"])
    assert (report.records, report.quarantined, len(report.problems)) == (MANY, 0, 1)


def test_an_authorship_says_whether_it_has_an_orcid_and_never_which(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "work.json").write_bytes(FORMS["JSON lines"])
    ingest_files(settings, [tmp_path / "work.json"])
    rows = raw_table(settings.warehouse, "raw_authorships")
    assert [row["has_orcid"] for row in rows[:2]] == [True, False]
    assert not [
        file for file in (settings.warehouse / "raw").rglob("*") if file.is_file() and b"orcid.org" in file.read_bytes()
    ]
