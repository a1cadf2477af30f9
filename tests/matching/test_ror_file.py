"""A dump of ROR in each of its forms reads the same; anything else is one sentence."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from registry import older_organisation, organisation

from analytics.errors import NotRor, PathNotFound
from analytics.matching import ror_file
from analytics.matching.ror_file import read_ror

RECORDS = [
    organisation(
        "00aaaaa00", "SYNTHETIC University", "SYNTHETIC Alma Mater", acronyms=["SU"], successors=["00bbbbb00"]
    ),
    older_organisation(
        "00aaaaa00", "SYNTHETIC University", "SYNTHETIC Alma Mater", acronyms=["SU"], successors=["00bbbbb00"]
    ),
]


def write(path: Path, records: list[dict[str, object]]) -> Path:
    lines, whole = "\n".join(map(json.dumps, records)) + "\n", json.dumps(records, indent=1)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress((lines if "jsonl" in path.name else whole).encode()))
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("v2-data.csv", "id,name\n")
            archive.writestr("v1-data.json", "[]")
            archive.writestr("v2-data_schema_v2.json", whole)
    else:
        path.write_text(lines if path.suffix == ".jsonl" else whole, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["r.json", "r.jsonl", "r.jsonl.gz", "r.json.gz", "r.zip"])
@pytest.mark.parametrize("chunk", [7, 1 << 20])
def test_every_form_and_both_schemas_give_the_same_records(name, chunk, tmp_path, monkeypatch):
    monkeypatch.setattr(ror_file, "_CHUNK", chunk)
    newer, older = read_ror(write(tmp_path / name, RECORDS))
    assert newer == older
    assert (newer.ror_id, newer.status, newer.display_name) == ("00aaaaa00", "active", "SYNTHETIC University")
    assert newer.names == ("SYNTHETIC University", "SYNTHETIC Alma Mater")
    assert (newer.acronyms, newer.successors) == (("SU",), ("00bbbbb00",))
    assert newer.countries == (("CN", "SYNTHETIC CN"),)


@pytest.mark.parametrize(
    "content", [b"", b"Dear colleague", b'{"a": 1}', b'[{"id": "x"', b"PK\x03\x04", b"\x1f\x8b\x08", b"[1]"]
)
def test_anything_else_is_one_sentence_that_names_what_is_expected(content, tmp_path):
    path = tmp_path / "other.json"
    path.write_bytes(content)
    with pytest.raises(NotRor, match=r"other\.json is not a ROR dump: a JSON list or JSON lines"):
        list(read_ror(path))


def test_a_dump_that_was_cut_short_is_refused(tmp_path):
    path = write(tmp_path / "r.jsonl", RECORDS)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(NotRor):
        list(read_ror(path))


def test_an_absent_file_is_one_sentence(tmp_path):
    with pytest.raises(PathNotFound, match="does not exist"):
        list(read_ror(tmp_path / "absent.json"))
