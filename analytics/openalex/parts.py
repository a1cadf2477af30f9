"""From one spooled file to one complete part of flat ``raw_`` shards, once per content."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from analytics.errors import ApertureError, NotWorks, TooManyBadLines, TruncatedFile
from analytics.openalex.flatten import write_raw
from analytics.openalex.lanes import Lane, read_fast, read_slow
from analytics.openalex.report import IngestReport
from analytics.openalex.shards import Part, new_part, part_directory, write_part
from analytics.settings import Settings


@dataclass(frozen=True)
class PartOrigin:
    """Where a part comes from: `files`, `snapshot` or `api`; its name there; the release it belongs to."""

    source_kind: str
    name: str
    release: str | None = None


def stage_part(settings: Settings, source: Path, origin: PartOrigin) -> IngestReport:
    """Flatten ``source`` into the warehouse's raw shards.

    The same bytes are staged once, whatever their name. Raises EmptyFile and NotWorks, with nothing staged;
    a damaged end or too many bad lines come back as problems of the report, with every good record kept.
    """
    digest = _sha256(source)
    part_id = digest[:16]
    if part_directory(settings.warehouse, part_id).exists():
        return IngestReport(parts_skipped=1)
    with new_part(settings.warehouse, part_id) as scratch:
        lane = _read(settings, source, part_id, scratch)
        if not lane.records:
            raise _set_aside(settings, source, part_id, lane)
        problem = _problem(settings, source, lane)
        write_part(scratch, _describe(source, digest, origin, lane, problem))
    return IngestReport(1, 0, lane.records, lane.quarantined, (problem,) if problem else ())


def _read(settings: Settings, source: Path, part_id: str, scratch: Path) -> Lane:
    with duckdb.connect(config=_LIMITS | {"memory_limit": settings.memory_limit}) as con:
        lane = read_fast(con, source, part_id) or read_slow(con, source, part_id, scratch)
        if lane.records:
            write_raw(con, scratch)
        return lane


# One thread keeps the order of the file, and with it the line numbers; parts are what runs in parallel.
_LIMITS = {"threads": 1, "autoinstall_known_extensions": False, "autoload_known_extensions": False}


def _set_aside(settings: Settings, source: Path, part_id: str, lane: Lane) -> ApertureError:
    folder = settings.warehouse / "quarantine"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder / f"{part_id}-{source.name}")
    why = lane.broken or f"none of its {lane.quarantined} lines is a work in OpenAlex's format"
    return NotWorks(f"{source} holds no works: {why}; its bytes are kept in {folder}.")


def _problem(settings: Settings, source: Path, lane: Lane) -> ApertureError | None:
    kept = f"{lane.records} complete works were kept, {lane.quarantined} bad lines are in quarantine"
    if lane.broken:
        return TruncatedFile(f"{source} is damaged: {lane.broken}; {kept}.")
    total = lane.records + lane.quarantined
    if lane.quarantined > settings.max_bad_share * total:
        return TooManyBadLines(f"{source} has {lane.quarantined} bad lines of {total}; {kept}.")
    return None


def _describe(source: Path, digest: str, origin: PartOrigin, lane: Lane, problem: ApertureError | None) -> Part:
    return Part(
        part_id=digest[:16],
        source_kind=origin.source_kind,
        name=origin.name,
        release=origin.release,
        size=source.stat().st_size,
        sha256=digest,
        records=lane.records,
        quarantined=lane.quarantined,
        problem=str(problem) if problem else None,
    )


def _sha256(source: Path) -> str:
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
