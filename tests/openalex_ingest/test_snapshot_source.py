"""`ingest snapshot`: both layouts, and every way in which a folder can differ from its manifest."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from works import json_lines, raw_content, work_ids

from analytics.errors import NotWorks, PathNotFound
from analytics.openalex.report import IngestReport
from analytics.openalex.shards import parts
from analytics.openalex.snapshot import ingest_snapshot
from analytics.settings import Settings

PARTS = {"updated_date=2025-01-02/part_0000.gz": [1, 2], "updated_date=2025-01-03/part_0001.gz": [3]}
TODAY, OLDER = "data/jsonl/works/manifest.json", "data/works/manifest"


def snapshot(folder: Path, layout: str, counts: dict[str, int] | None = None) -> Path:
    """A snapshot of SYNTHETIC works; ``counts`` are promised instead of the true ones."""
    manifest = folder / layout
    promised = {name: len(numbers) for name, numbers in PARTS.items()} | (counts or {})
    files = [
        {"url": f"s3://openalex/{layout.rpartition('/')[0]}/{name}", "meta": {"record_count": count}}
        for name, count in promised.items()
    ]
    for name, numbers in PARTS.items():
        (manifest.parent / name).parent.mkdir(parents=True)
        (manifest.parent / name).write_bytes(gzip.compress(json_lines(*numbers)))
    today = {"date": "2025-01-04", "format": "jsonl", "entity": "works", "files": files}
    manifest.write_text(json.dumps(today if layout == TODAY else {"entries": files, "meta": {}}), encoding="utf-8")
    return folder


@pytest.mark.parametrize(("layout", "release"), [(TODAY, "2025-01-04"), (OLDER, None)])
def test_both_layouts_give_their_works_once(
    settings: Settings, tmp_path: Path, layout: str, release: str | None
) -> None:
    folder = snapshot(tmp_path / "snapshot", layout)
    assert ingest_snapshot(settings, folder) == IngestReport(2, 0, 3, 0)
    assert ingest_snapshot(settings, folder) == IngestReport(0, 2, 0, 0)
    assert sorted(work_ids(settings.warehouse)) == ["W9990000001", "W9990000002", "W9990000003"]
    staged = {(part.name, part.source_kind, part.release) for part in parts(settings.warehouse)}
    assert staged == {(name, "snapshot", release) for name in PARTS}


def test_a_listed_part_that_is_absent_is_told_and_the_others_are_in(settings: Settings, tmp_path: Path) -> None:
    folder = snapshot(tmp_path / "snapshot", TODAY)
    absent = next(iter(PARTS))
    (folder / "data/jsonl/works" / absent).unlink()
    report = ingest_snapshot(settings, folder)
    assert [type(problem) for problem in report.problems] == [PathNotFound]
    assert absent in str(report.problems[0])
    assert work_ids(settings.warehouse) == ["W9990000003"]


def test_a_part_with_another_number_of_records_than_promised_is_told(settings: Settings, tmp_path: Path) -> None:
    folder = snapshot(tmp_path / "snapshot", TODAY, {next(iter(PARTS)): 5})
    report = ingest_snapshot(settings, folder)
    assert [str(problem).endswith("holds 2 records, its manifest promises 5.") for problem in report.problems] == [True]
    assert report.records == 3


def test_a_changed_part_is_read_anew(settings: Settings, tmp_path: Path) -> None:
    folder = snapshot(tmp_path / "snapshot", TODAY)
    ingest_snapshot(settings, folder)
    before = raw_content(settings.warehouse)
    (folder / "data/jsonl/works" / list(PARTS)[1]).write_bytes(gzip.compress(json_lines(4)))
    assert ingest_snapshot(settings, folder) == IngestReport(1, 1, 1, 0)
    after = raw_content(settings.warehouse)
    assert {name: after[name] for name in before} == before
    assert "W9990000004" in work_ids(settings.warehouse)


@pytest.mark.parametrize("manifest", [b"", b"{", b"[]", b'{"files": 5}', b'{"date":"\xff"}', b"{}"])
def test_a_manifest_that_cannot_be_read_is_told(settings: Settings, tmp_path: Path, manifest: bytes) -> None:
    folder = snapshot(tmp_path / "snapshot", TODAY)
    (folder / TODAY).write_bytes(manifest)
    with pytest.raises(NotWorks, match="manifest"):
        ingest_snapshot(settings, folder)
    assert not settings.warehouse.exists()


def test_a_folder_without_manifest_and_no_folder_are_told_apart(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(PathNotFound, match="has no manifest"):
        ingest_snapshot(settings, tmp_path)
    with pytest.raises(PathNotFound, match="does not exist"):
        ingest_snapshot(settings, tmp_path / "absent")


def test_the_real_older_layout_gives_the_parts_that_are_there(settings: Settings, real_openalex: Path) -> None:
    folder = real_openalex / "snapshot_legacy_layout"
    present = sorted(folder.glob("works/*/part_*.gz"))
    listed = json.loads((folder / "works/manifest").read_text(encoding="utf-8"))["entries"]
    here = [e for e in listed if (folder / "works" / "/".join(e["url"].split("/")[-2:])).is_file()]
    report = ingest_snapshot(settings, folder)
    lines = {path: gzip.decompress(path.read_bytes()).count(b"\n") for path in present}
    read = [part for part in present if any(e["url"].endswith("/".join(part.parts[-2:])) for e in here)]
    assert report.records == sum(lines[path] for path in read) == len(work_ids(settings.warehouse))
    absent = [problem for problem in report.problems if isinstance(problem, PathNotFound)]
    assert len(absent) == len(listed) - len(here)
    assert report.quarantined == 0
