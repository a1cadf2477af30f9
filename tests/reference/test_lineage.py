"""Successors and systems of institutions: what is shipped, chains of mergers, and rows that are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analytics.errors import ReferenceError as BadReference
from analytics.reference.lineage import read_lineage
from analytics.settings import REPOSITORY

HEADER = "ror_id,successor_ror_id,effective_on,effective_precision,source_url,evidence\n"
# Any bare ROR ids with right checksums will do; nothing real is said of them.
A, B, C = "013w2d378", "034t30j35", "00n1nz186"


def _row(before: str, after: str, day: str) -> str:
    return f"{before},{after},{day},day,https://example.org,synthetic\n"


def _root(folder: Path, rows: str) -> list[Path]:
    (folder / "institutions").mkdir()
    (folder / "institutions" / "successors.csv").write_text(HEADER + rows, encoding="utf-8")
    return [folder]


def test_the_shipped_merger_counts_from_the_year_after_it_and_systems_are_those_of_openalex():
    shipped = read_lineage([REPOSITORY / "data"])
    assert shipped["ref_institution_successor"] == [
        {"ror_id": "02asjkw45", "successor_ror_id": "033zpbv42", "effective_on": date(2016, 1, 1), "steps": 1}
    ]
    assert len(shipped["ref_super_system"]) == 64
    assert {"I2803209242", "I16452829"} <= {system["institution_id"] for system in shipped["ref_super_system"]}


def test_a_chain_of_mergers_counts_from_its_latest_day_on(tmp_path):
    rows = _row(A, B, "2020-05-01") + _row(B, C, "2018-01-01")
    found = {
        (r["ror_id"], r["successor_ror_id"]): (r["effective_on"], r["steps"])
        for r in read_lineage(_root(tmp_path, rows))["ref_institution_successor"]
    }
    assert found == {
        (A, B): (date(2020, 5, 1), 1),
        (A, C): (date(2020, 5, 1), 2),
        (B, C): (date(2018, 1, 1), 1),
    }


def test_a_body_that_was_split_has_two_successors(tmp_path):
    rows = _row(A, B, "2020-05-01") + _row(A, C, "2020-05-01")
    found = read_lineage(_root(tmp_path, rows))["ref_institution_successor"]
    assert sorted(r["successor_ror_id"] for r in found) == sorted([B, C])


@pytest.mark.parametrize(
    ("rows", "line", "cause"),
    [
        (_row(A, "013w2d379", "2020-01-01"), 2, "right checksum"),
        (_row(A, B, ""), 2, "'effective_on' is empty"),
        (_row(A, B, "2020-01-01") + _row(A, B, "2021-01-01"), 3, "a second time"),
        (_row(A, B, "2020-01-01") + _row(B, A, "2021-01-01"), 3, "its own successor"),
        (_row(A, A, "2020-01-01"), 2, "its own successor"),
    ],
)
def test_a_wrong_row_is_named_with_file_and_line(tmp_path, rows, line, cause):
    with pytest.raises(BadReference, match=rf"successors\.csv:{line}: .*{cause}"):
        read_lineage(_root(tmp_path, rows))
