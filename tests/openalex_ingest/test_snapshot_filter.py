"""A filter keeps the works it names, counts the others, and reads a part again when it is another filter."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from parquet_snapshots import TYPES, write_form
from snapshots import part_name, write_snapshot
from works import line, raw_table, work, work_ids

from analytics.errors import ConfigurationError
from analytics.openalex.report import IngestReport
from analytics.openalex.shards import parts
from analytics.openalex.snapshot import ingest_snapshot
from analytics.openalex.wanted import Wanted
from analytics.settings import Settings, SnapshotFilter, load_settings

PLACE = {"id": "https://openalex.org/I9990000002", "display_name": "SYNTHETIC Institute", "country_code": "DE"}
WORKS: list[dict[str, Any]] = [
    work(1),  # 2001, SG, T10036
    work(2, publication_year=1999),
    work(3, is_xpac=True),
    work(4, topics=[{"id": "https://openalex.org/T11111", "score": 1.0}]),
    work(5, topics=[]),
    work(6, authorships=[{"author": None, "institutions": [PLACE]}]),
    work(7, authorships=[{"author": None, "institutions": [], "countries": ["DE", "FR"]}]),
    work(8, authorships=[]),
]
KEPT = {
    "nothing asked": ({}, [1, 2, 3, 4, 5, 6, 7, 8]),
    "core": ({"core_only": True}, [1, 2, 4, 5, 6, 7, 8]),
    "from a year on": ({"first_year": 2004}, [4, 5, 6, 7, 8]),
    "up to a year": ({"last_year": 2001}, [1, 2]),
    "one of two topics": ({"topics": ["T11111", "https://openalex.org/T9"]}, [4]),
    "a country of an institution or listed": ({"countries": ["de"]}, [6, 7]),
    "all together": ({"countries": ["SG", "FR"], "topics": ["T10036"], "last_year": 2003, "core_only": True}, [1, 2]),
    "nobody": ({"countries": ["JP"]}, []),
}


def lines(tmp_path: Path) -> Path:
    content = "".join(json.dumps(record) + "\n" for record in WORKS).encode()
    return write_snapshot(tmp_path / "lines", {part_name(1): gzip.compress(content)}, {part_name(1): len(WORKS)})


@pytest.mark.parametrize("form", ["lines", "columns"])
@pytest.mark.parametrize(("asked", "kept"), KEPT.values(), ids=KEPT.keys())
def test_a_filter_keeps_what_it_names_and_counts_the_rest(
    tmp_path: Path, asked: dict[str, Any], kept: list[int], form: str
) -> None:
    types = TYPES | {"is_xpac": "BOOLEAN"}
    folder = lines(tmp_path) if form == "lines" else write_form(tmp_path / "columns", WORKS, types)
    settings = Settings(warehouse=tmp_path / "warehouse", snapshot_filter=SnapshotFilter(**asked))
    report = ingest_snapshot(settings, folder)
    assert report == IngestReport(1, 0, len(kept), 0, left_out=len(WORKS) - len(kept))
    assert work_ids(settings.warehouse) == [f"W999{number:07}" for number in kept]
    authorships = {row["line_no"] for row in raw_table(settings.warehouse, "raw_authorships")}
    assert authorships == set(kept) - {8}
    assert ingest_snapshot(settings, folder) == IngestReport(0, 1)


def test_another_filter_reads_the_parts_again_and_lets_go_of_the_first(tmp_path: Path) -> None:
    folder, warehouse = lines(tmp_path), tmp_path / "warehouse"
    old, recent = ({"last_year": 2001}, {"first_year": 2004})
    for asked, kept in ((old, 2), (recent, 5), (old, 2)):
        settings = Settings(warehouse=warehouse, snapshot_filter=SnapshotFilter(**asked))
        ingest_snapshot(settings, folder)
        assert [(part.records, part.left_out) for part in parts(warehouse)] == [(kept, 8 - kept)]


RARE = SnapshotFilter(countries=["DE"], topics=["T10036"], first_year=2003, core_only=True)


def rare_works() -> list[bytes]:
    """Many works that are not wanted, for each reason, then wanted ones and lines that are none."""
    other = [line(n) for n in range(3000)]
    near = [line(30, publication_year=1990), line(31, is_xpac=True, authorships=WORKS[5]["authorships"])]
    wanted = [line(number, authorships=WORKS[5]["authorships"]) for number in range(3, 25)]
    return [*other, *near, *wanted[:-1], b'{"id": "cut', b"no work", wanted[-1]]


def test_looking_at_bytes_first_changes_nothing_but_the_time(tmp_path: Path) -> None:
    wanted = Wanted(RARE)
    passed = [raw for raw in rare_works() if wanted.may_hold(raw) and not (b"cut" in raw or wanted.holds(work_of(raw)))]
    assert 2000 <= len(passed) < 2100  # from then on few of the others are decoded
    folder = write_snapshot(tmp_path, {part_name(1): b"\n".join(rare_works())}, {part_name(1): len(rare_works())})
    settings = Settings(warehouse=tmp_path / "warehouse", snapshot_filter=RARE)
    assert ingest_snapshot(settings, folder) == IngestReport(1, 0, 22, 2, left_out=3002)
    assert work_ids(settings.warehouse) == [f"W999{number:07}" for number in range(3, 25)]
    assert [row["raw"] for row in raw_table(settings.warehouse, "raw_quarantine")] == [b'{"id": "cut', b"no work"]


def work_of(raw: bytes) -> Any:
    from analytics.openalex.decode import BadRecord, decode_work

    try:
        return decode_work(raw)
    except BadRecord:
        return decode_work(line(1))


@pytest.mark.parametrize("wrong", [{"topics": ["quantum"]}, {"countries": ["France"]}, {"years": [2020]}])
def test_a_filter_that_cannot_be_meant_is_told(tmp_path: Path, wrong: dict[str, Any]) -> None:
    config = tmp_path / "aperture.toml"
    name, value = next(iter(wrong.items()))
    config.write_text(f"[snapshot_filter]\n{name} = {json.dumps(value)}\n")
    with pytest.raises(ConfigurationError, match=name):
        load_settings(config)
