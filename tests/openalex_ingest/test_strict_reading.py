"""What is exactly a work is read with DuckDB's own values; what is not is never guessed at."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyarrow as pa
import pytest
from reading_twice import content, read, read_by_duckdb
from works import json_lines, line

from analytics.openalex.raw_tables import RAW_TABLES
from analytics.openalex.records import arrow_schema


def agree(source: Path, scratch: Path) -> int:
    """Records of good JSON lines; fails where any raw table differs from what DuckDB alone makes of them."""
    reading, tables = read(source, scratch / "ours")
    assert reading.quarantined == 0
    assert set(tables) == set(RAW_TABLES)
    assert content(tables) == content(read_by_duckdb(source, scratch / "plain"))
    return reading.records


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gz"])
def test_good_works_are_what_duckdb_alone_makes_of_them(tmp_path: Path, pack: type[bytes]) -> None:
    source = tmp_path / "works.gz" if pack is gzip.compress else tmp_path / "works"
    source.write_bytes(pack(json_lines(*range(60))))
    assert agree(source, tmp_path) == 60


def test_every_raw_table_has_rows_in_that_comparison(tmp_path: Path) -> None:
    (tmp_path / "works").write_bytes(json_lines(1) + line(2, topics=[]))
    _, tables = read(tmp_path / "works", tmp_path / "ours")
    assert {name: table.num_rows > 0 for name, table in tables.items()} == dict.fromkeys(RAW_TABLES, True)


def test_real_works_of_all_years_are_what_duckdb_alone_makes_of_them(real_openalex: Path, tmp_path: Path) -> None:
    records = 0
    for file in sorted(real_openalex.glob("works_*.jsonl.gz")):
        # DuckDB alone cannot read the abstracts of some early works, which have a form of their own.
        lines = [text for text in gzip.decompress(file.read_bytes()).splitlines() if plain_abstract(text)]
        source = tmp_path / file.stem
        source.write_bytes(b"\n".join(lines))
        records += agree(source, tmp_path / file.name)
    assert records > 5000


def plain_abstract(text: bytes) -> bool:
    return b'"InvertedIndex"' not in text and b'"abstract_inverted_index":"' not in text.replace(b'": "', b'":"')


def test_types_of_columns_follow_from_the_shape_of_a_work() -> None:
    schema = arrow_schema()
    assert [field.name for field in schema if not field.nullable] == ["id", "publication_year"]
    assert schema.field("id").type == pa.string()
    assert schema.field("publication_year").type == schema.field("cited_by_count").type == pa.int64()
    assert (schema.field("fwci").type, schema.field("is_retracted").type) == (pa.float64(), pa.bool_())
    assert schema.field("abstract_inverted_index").type == pa.map_(pa.string(), pa.list_(pa.int64()))
    assert schema.field("open_access").type == pa.struct([("is_oa", pa.bool_()), ("oa_status", pa.string())])
    assert schema.field("concepts").type.value_type.field("score").type == pa.float64()


def test_a_null_among_texts_costs_nothing(tmp_path: Path) -> None:
    nulls = {"countries": ["FR", None], "raw_affiliation_strings": [None, "SYNTHETIC"]}
    nulls["institutions"] = [{"id": "https://openalex.org/I9990000001", "lineage": [None]}]
    (tmp_path / "works").write_bytes(line(2, authorships=[nulls]))
    assert agree(tmp_path / "works", tmp_path) == 1


GOOD = line(2)
CHANGES = {
    "year in quotes": {"publication_year": "2020"},
    "year 2020.7": {"publication_year": 2020.7},
    "year 2020.0": {"publication_year": 2020.0},
    "year true": {"publication_year": True},
    "year null": {"publication_year": None},
    "year 0": {"publication_year": 0},
    "year 99999": {"publication_year": 99999},
    "year beyond 64 bits": {"publication_year": 10**20},
    "citations in quotes": {"cited_by_count": "5"},
    "citations 5.5": {"cited_by_count": 5.5},
    "citations beyond 64 bits": {"cited_by_count": 2**63},
    "id a number": {"id": 12},
    "id null": {"id": None},
    "id of an author": {"id": "https://openalex.org/A9990000001"},
    "id with a line end": {"id": "W9990000001\n"},
    "id that begins with 0": {"id": "W0990000001"},
    "id that is too long": {"id": "W9990000001000000000"},
    "title a number": {"title": 5},
    "title an object": {"title": {"a": 1}},
    "title a list": {"title": ["a"]},
    "title a boolean": {"title": True},
    "boolean as text": {"is_retracted": "true"},
    "boolean as number": {"is_retracted": 1},
    "fwci in quotes": {"fwci": "1.5"},
    "fwci not a number": {"fwci": float("nan")},
    "fwci infinite": {"fwci": float("inf")},
    "score a word": {"topics": [], "concepts": [{"score": "high"}]},
    "score 'inf'": {"topics": [], "concepts": [{"score": "inf"}]},
    "score a boolean": {"topics": [{"score": True}]},
    "authorships a string": {"authorships": "x"},
    "authorships an object": {"authorships": {"a": 1}},
    "authorships [null]": {"authorships": [None]},
    "institutions [null]": {"authorships": [{"institutions": [None]}]},
    "institutions an object": {"authorships": [{"institutions": {}}]},
    "countries [1]": {"authorships": [{"countries": [1]}]},
    "topics [null]": {"topics": [None]},
    "open access a string": {"open_access": "gold"},
    "abstract place 0.5": {"abstract_inverted_index": {"a": [0.5]}},
    "abstract place in quotes": {"abstract_inverted_index": {"a": ["0"]}},
    "abstract place null": {"abstract_inverted_index": {"a": [None]}},
    "abstract places null": {"abstract_inverted_index": {"a": None}},
    "abstract a list": {"abstract_inverted_index": [1]},
    "abstract beyond 64 bits": {"abstract_inverted_index": {"a": [10**20]}},
}
BAD_LINES = {name: line(2, **change) for name, change in CHANGES.items()} | {
    "a key twice, one of them bad": b'{"publication_year":"x",' + GOOD[1:],
    "null": b"null",
    "empty list": b"[]",
    "number": b"7",
    "text": b'"W9990000002"',
    "empty object": b"{}",
    "list of a work": b"[" + GOOD + b"]",
    "two works": GOOD + b" " + GOOD,
    "two works by CR": GOOD + b"\r" + GOOD,
    "trailing comma": GOOD[:-1] + b",}",
    "NaN in a field not read": GOOD[:-1] + b',"x":NaN}',
    "bad UTF-8 in a field not read": GOOD[:-1] + b',"x":"\xff"}',
    "BOM": b"\xef\xbb\xbf" + GOOD,
    "form feed": b"\f" + GOOD,
    "nested too deeply": GOOD[:-1] + b',"x":' + b"[" * 5000 + b"]" * 5000 + b"}",
    "NUL": GOOD.replace(b"work", b"wo\0rk"),
    "half a surrogate pair": GOOD.replace(b"work", b"\\ud800"),
    "cut": GOOD[:-9],
    "garbage": b"%%%",
}
USUAL = 'SYNTHETIC words \\ "and" SYNTHETIC'
ODD_BUT_GOOD = {
    "white space": (b" \t" + GOOD + b"  ", USUAL),
    "CRLF": (GOOD + b"\r", USUAL),
    "a key twice": (b'{"publication_year":1999,' + GOOD[1:], USUAL),
    "an escaped key": (GOOD.replace(b'"id"', b'"\\u0069d"', 1), USUAL),
    "a key in capitals": (GOOD[:-1] + b',"ID":5,"Title":[]}', USUAL),
    "an escaped NUL": (line(2, title="a\0b"), USUAL),
    "our own names": (line(2, line_no=77, abstract="x"), USUAL),
    "two words at one place": (line(2, abstract_inverted_index={"b": [0], "a": [0, 1]}), "a b a"),
    "an abstract word twice": (GOOD[:-1] + b',"abstract_inverted_index":{"a":[0],"a":[1]}}', "a"),
    "a negative place": (line(2, abstract_inverted_index={"a": [0], "b": [-1]}), "b a"),
    "a word that is a keyword": (
        line(2, abstract_inverted_index={"InvertedIndex": [0], "x": [1]}),
        "InvertedIndex x",
    ),
    "an abstract as text": (line(2, abstract_inverted_index='{"a":[0]}'), "a"),
    "a wrapped abstract": (
        line(2, abstract_inverted_index={"IndexLength": 1, "InvertedIndex": {"a": [0]}}),
        "a",
    ),
    "both": (line(2, abstract_inverted_index='{"IndexLength":1,"InvertedIndex":{"a":[0]}}'), "a"),
}


@pytest.mark.parametrize("bad", BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_line_that_is_not_exactly_a_work_is_quarantined(tmp_path: Path, bad: bytes) -> None:
    source = tmp_path / "works"
    source.write_bytes(json_lines(1) + bad + b"\n" + json_lines(3))
    reading, tables = read(source, tmp_path / "ours")
    assert (reading.records, reading.quarantined) == (2, 1)
    assert tables["raw_works"]["line_no"].to_pylist() == [1, 3]
    assert tables["raw_quarantine"]["raw"].to_pylist() == [bad]


@pytest.mark.parametrize(("odd", "abstract"), ODD_BUT_GOOD.values(), ids=ODD_BUT_GOOD.keys())
def test_odd_but_good_lines_are_kept(tmp_path: Path, odd: bytes, abstract: str) -> None:
    source = tmp_path / "works"
    source.write_bytes(json_lines(1) + odd + b"\n" + json_lines(3))
    reading, tables = read(source, tmp_path / "ours")
    assert (reading.records, reading.quarantined) == (3, 0)
    works = tables["raw_works"].slice(1, 1).to_pylist()[0]
    assert (works["work_id"], works["publication_year"], works["cited_by_count"]) == ("W9990000002", 2002, 2)
    assert tables["raw_abstracts"]["abstract"].to_pylist()[1] == abstract


def test_real_abstracts_of_odd_forms_are_kept(real_openalex: Path, tmp_path: Path) -> None:
    lines = [
        text
        for file in real_openalex.glob("works_*.jsonl.gz")
        for text in gzip.decompress(file.read_bytes()).splitlines()
        if not plain_abstract(text)
    ]
    (tmp_path / "works").write_bytes(b"\n".join(lines))
    reading, tables = read(tmp_path / "works", tmp_path / "ours")
    assert (reading.records, reading.quarantined) == (len(lines), 0)
    abstracts = tables["raw_abstracts"]["abstract"].to_pylist()
    assert len(abstracts) > 20
    assert not [text for text in abstracts if "IndexLength" in text]
