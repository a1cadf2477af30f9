"""Works that OpenAlex deleted or merged do not count, whichever list of the snapshot says so."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from snapshots import international, part_name, write_snapshot

from analytics.errors import NotWorks
from analytics.openalex.removed import merged_institutions, removed_among
from analytics.openalex.shards import part_directory, parts
from analytics.openalex.snapshot import ingest_snapshot
from analytics.settings import REPOSITORY, Settings
from analytics.warehouse.build import build
from analytics.warehouse.published import open_published

W = "W999{:07}".format
URL = "https://openalex.org/{}".format
DELETED, MERGED = "data/deleted_ids.csv", "data/merged_ids/works/2025-01-01.csv.gz"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_snapshot(tmp_path / "snapshot", {part_name(2): [1, 2, 3, 4]})


def put(folder: Path, name: str, text: str) -> None:
    raw = text.encode()
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)


def removed(settings: Settings) -> list[tuple[str, str, str | None]]:
    folders = [part_directory(settings.warehouse, part.part_id) for part in parts(settings.warehouse)]
    return removed_among(settings.warehouse, [folder / "raw_works.parquet" for folder in folders]).rows()


@pytest.mark.parametrize("name", [DELETED, f"{DELETED}.gz", "data/jsonl/works/deleted_ids.csv", "deleted_ids.csv"])
@pytest.mark.parametrize(
    "text",
    [
        f"id\n{W(1)}\n{W(3)}\n",
        f"{URL(W(3))}\r\n{URL(W(1))}",
        f"work,deleted_date\n{W(1)},2025-01-01\n{W(3)},\n",
        f"date,id\n2025-01-01,{W(3)}\n2025-01-01,{W(1)}\n2025-01-02,{W(1)}\n2025-01-02,A9990000001\n2025-01-02,W5\n",
    ],
    ids=["ids", "addresses without header", "first column", "twice, and of others"],
)
def test_deleted_works_are_listed_once(settings: Settings, folder: Path, name: str, text: str) -> None:
    put(folder, name, text)
    assert ingest_snapshot(settings, folder).problems == ()
    assert removed(settings) == [(W(1), "deleted", None), (W(3), "deleted", None)]


def test_the_latest_merge_counts_and_says_more_than_a_deletion(settings: Settings, folder: Path) -> None:
    put(folder, DELETED, f"id\n{W(2)}\n")
    put(folder, MERGED, f"merge_date,id,merge_into_id\n2024-03-01,{W(2)},{W(8)}\n2025-01-01,{W(2)},{W(9)}\n")
    put(folder, "data/merged_ids/works/2024-01-01.csv.gz", f"merge_date,id,merge_into_id\n2024-01-01,{W(2)},{W(7)}\n")
    put(folder, "data/merged_ids/works/2026-01-01.csv.gz", f"merge_date,id,merge_into_id\n2026-01-01,{W(4)},{W(4)}\n")
    ingest_snapshot(settings, folder)
    assert removed(settings) == [(W(2), "merged", W(9))]


def test_mergers_of_institutions_are_followed_to_the_one_that_is_left(settings: Settings, folder: Path) -> None:
    chain = f"2024-01-01,I1,I2\n2025-01-01,{URL('I2')},{URL('I3')}\n2023-01-01,I2,I9\n"
    circle = "2024-01-01,I5,I6\n2024-01-01,I6,I5\n,I7,I7\n"
    header = "merge_date,id,merge_into_id\n"
    put(folder, "data/merged_ids/institutions/2025-01-01.csv.gz", header + chain)
    put(folder, "merged_ids/institutions/1.csv", header + circle)
    assert ingest_snapshot(settings, folder).problems == ()
    assert merged_institutions(settings.warehouse).rows() == [("I1", "I3"), ("I2", "I3")]


def test_the_list_follows_the_snapshot(settings: Settings, folder: Path) -> None:
    put(folder, DELETED, f"id\n{W(1)}\n")
    ingest_snapshot(settings, folder)
    (folder / DELETED).unlink()
    ingest_snapshot(settings, folder)
    assert removed(settings) == []


@pytest.mark.parametrize(
    "raw",
    [gzip.compress(b"id\nW1\n" * 99)[:-9], b"id\nW1\nnothing\n", b"\xff\xfe\x00,\n1,2,3\n", b"id\nW1\n\n,\n"],
    ids=["cut", "no id", "no text", "shape"],
)
def test_a_list_that_is_not_understood_is_told_and_the_earlier_one_stays(
    settings: Settings, folder: Path, raw: bytes
) -> None:
    put(folder, DELETED, f"id\n{W(1)}\n")
    ingest_snapshot(settings, folder)
    (folder / DELETED).write_bytes(raw)
    report = ingest_snapshot(settings, folder)
    assert [type(problem) for problem in report.problems] == [NotWorks]
    assert "deleted_ids.csv" in str(report.problems[0])
    assert removed(settings) == [(W(1), "deleted", None)]


def test_a_build_leaves_removed_works_out_by_name_and_the_records_add_up(tmp_path: Path) -> None:
    folder = write_snapshot(tmp_path / "snapshot", {part_name(2): international(1, 2, 3, 4)})
    put(folder, DELETED, f"id\n{W(1)}\nW77\n")
    put(folder, MERGED, f"merge_date,id,merge_into_id\n2025-01-01,{W(2)},{W(3)}\n")
    reference = [REPOSITORY / "data/synthetic"]
    settings = Settings(warehouse=tmp_path / "warehouse", reference=reference, as_of="2026-06-30", threads=1)
    ingest_snapshot(settings, folder)
    build(settings)
    with open_published(settings) as published:
        intake = {row["reason"]: row["records"] for row in published.rows("select * from out_intake")}
        kept = {row["work_id"] for row in published.rows("select work_id from stg_works")}
        listed = published.rows("select * from raw_removed order by work_id")
    assert intake == {"staged": 2, "deleted": 1, "merged": 1, "quarantined": 0}
    assert kept == {W(3), W(4)}
    assert [row["work_id"] for row in listed] == [W(1), W(2)]
