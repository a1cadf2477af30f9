"""Same seed, same bytes; and a manifest that agrees with the files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from analytics.sample import write_sample


def _bytes(directory: Path) -> dict[str, bytes]:
    return {str(p.relative_to(directory)): p.read_bytes() for p in directory.rglob("*") if p.is_file()}


def test_the_same_seed_gives_the_same_bytes(sample, tmp_path):
    assert write_sample(tmp_path, works=1500) == sample.facts
    assert _bytes(tmp_path) == _bytes(sample.directory)


def test_another_seed_gives_other_works_of_the_same_number(sample, tmp_path):
    facts = write_sample(tmp_path, works=1500, seed=7)
    assert facts.records == sample.facts.records
    assert _bytes(tmp_path) != _bytes(sample.directory)


@pytest.mark.parametrize("entity", ["works", "institutions", "topics", "funders"])
def test_the_manifest_agrees_with_the_files(sample, entity):
    folder = sample.directory / "data" / "jsonl" / entity
    manifest = json.loads((folder / "manifest.json").read_bytes())
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*.gz")}
    prefix = f"s3://openalex/data/jsonl/{entity}/"
    assert {file["url"].removeprefix(prefix) for file in manifest["files"]} == set(found)
    for file in manifest["files"]:
        packed = found[file["url"].removeprefix(prefix)].read_bytes()
        assert file["meta"]["content_length"] == len(packed)
        assert file["meta"]["record_count"] == gzip.decompress(packed).count(b"\n")
    for total in ("record_count", "content_length"):
        assert manifest[total] == sum(file["meta"][total] for file in manifest["files"])
    assert (manifest["entity"], manifest["format"], manifest["is_synthetic"]) == (entity, "jsonl", True)


def test_works_come_in_several_dates_and_parts(sample):
    parts = list((sample.directory / "data/jsonl/works").rglob("part_*.gz"))
    assert len({part.parent for part in parts}) == 5
    assert len(parts) > 8


def test_records_lie_in_the_partition_of_their_last_change(sample):
    for part in (sample.directory / "data/jsonl/works").rglob("part_*.gz"):
        days = {json.loads(line)["updated_date"][:10] for line in gzip.decompress(part.read_bytes()).splitlines()}
        assert days == {part.parent.name.removeprefix("updated_date=")}


def test_progress_ends_at_the_total(tmp_path):
    calls: list[tuple[str, int, int | None]] = []
    facts = write_sample(tmp_path, works=1000, progress=lambda *call: calls.append(call))
    assert calls[-1] == ("write sample", facts.records, facts.records)
    assert [done for _, done, _ in calls] == sorted(done for _, done, _ in calls)


def test_a_sample_too_small_for_its_truths_is_refused(tmp_path):
    with pytest.raises(ValueError, match="at least 1000 works"):
        write_sample(tmp_path, works=999)
    assert not list(tmp_path.iterdir())
