"""The sample on disk, laid out as today's OpenAlex snapshot: gz parts by date of change, manifest last."""

from __future__ import annotations

import gc
import gzip
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec

from analytics.progress import Progress, silent
from analytics.sample.corpus import RELEASE, earlier_version, make_works
from analytics.sample.facts import SampleFacts
from analytics.sample.profiles import UPDATED, funder_records, institution_records, topic_records
from analytics.sample.records import work_record
from analytics.sample.works import Work

# Dates of last change, with the share of records changed then: as in the real snapshot, most are recent.
_DATES: Final = ("2026-02-03", "2026-03-10", "2026-04-14", "2026-05-19", UPDATED)
_WEIGHTS: Final = (1, 1, 2, 3, 5)
_PARTS: Final = 12

_Dated = dict[str, list[Work]]


def write_sample(directory: Path, works: int = 20_000, seed: int = 2026, progress: Progress = silent) -> SampleFacts:
    """Write ``works`` fictional works, and what they refer to, below ``directory``; same seed, same bytes.

    Returns the planted truths. Raises ValueError below 1,000 works.
    """
    rng = random.Random(seed)  # noqa: S311 - a reproducible sample, no secret
    with _collector_paused():
        corpus, facts = make_works(rng, works, seed)
        parts = _parts(_dated(rng, corpus, facts.revisions), -(-works // _PARTS))
        dated_records = ((date, _records(rng, date, part)) for date, part in parts)
        _write_entity(directory, "works", dated_records, lambda done: progress("write sample", done, facts.records))
        beside = {
            "institutions": institution_records(corpus),
            "topics": topic_records(),
            "funders": funder_records(),
        }
        for entity, records in beside.items():
            _write_entity(directory, entity, [(UPDATED, records)], lambda _: None)
    return facts


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Half of the time would go into looking for cycles among millions of objects that have none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _dated(rng: random.Random, corpus: Sequence[Work], revisions: int) -> _Dated:
    """Every work at its date of change; an earlier version of ``revisions`` of them at an earlier date."""
    dated: _Dated = {date: [] for date in _DATES}
    revised = {work.number for work in rng.sample(corpus, revisions)}
    for work in corpus:
        if work.number in revised:
            place = rng.randrange(1, len(_DATES))
            dated[_DATES[rng.randrange(place)]].append(earlier_version(rng, work))
        else:
            place = rng.choices(range(len(_DATES)), _WEIGHTS)[0]
        dated[_DATES[place]].append(work)
    return dated


def _parts(dated: _Dated, size: int) -> Iterator[tuple[str, Sequence[Work]]]:
    for date, works in dated.items():
        for start in range(0, len(works), size):
            yield date, works[start : start + size]


def _records(rng: random.Random, date: str, works: Iterable[Work]) -> Iterator[dict[str, Any]]:
    for work in works:
        second = rng.randrange(86_400)
        clock = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        yield work_record(rng, work, f"{date}T{clock}.{rng.randrange(10**6):06d}")


def _write_entity(
    directory: Path,
    entity: str,
    parts: Iterable[tuple[str, Iterable[dict[str, Any]]]],
    tell: Callable[[int], None],
) -> None:
    folder = directory / "data" / "jsonl" / entity
    files: list[dict[str, Any]] = []
    numbers: dict[str, int] = {}
    for date, records in parts:
        number = numbers[date] = numbers.get(date, -1) + 1
        name = f"updated_date={date}/part_{number:04d}.gz"
        count, length = _write_part(folder / name, records)
        url = f"s3://openalex/data/jsonl/{entity}/{name}"
        files.append({"url": url, "meta": {"content_length": length, "record_count": count}})
        tell(sum(file["meta"]["record_count"] for file in files))
    (folder / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(_manifest(entity, files))))


def _write_part(path: Path, records: Iterable[dict[str, Any]]) -> tuple[int, int]:
    """Records and bytes written; no time and no name in the gz header, so bytes depend on content alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count, lines = 0, iter(records)
    encoder = msgspec.json.Encoder()
    with path.open("wb") as raw, gzip.GzipFile("", "wb", compresslevel=4, fileobj=raw, mtime=0) as packed:
        while chunk := list(islice(lines, 200)):
            packed.write(encoder.encode_lines(chunk))
            count += len(chunk)
    return count, path.stat().st_size


def _manifest(entity: str, files: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What OpenAlex writes, and one field of our own that says what this is."""
    return {
        "date": RELEASE,
        "format": "jsonl",
        "entity": entity,
        "record_count": sum(file["meta"]["record_count"] for file in files),
        "content_length": sum(file["meta"]["content_length"] for file in files),
        "is_synthetic": True,
        "files": list(files),
    }
