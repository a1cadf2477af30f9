"""From one spooled file to one complete part of flat ``raw_`` shards, once per content."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from analytics.errors import ApertureError, NotWorks, TooManyBadLines, TruncatedFile
from analytics.openalex.parquet import is_parquet, read_parquet_works
from analytics.openalex.reading import Reading, read_works
from analytics.openalex.report import IngestReport
from analytics.openalex.shards import Part, new_part, part_directory, recall, write_part
from analytics.openalex.wanted import Wanted
from analytics.settings import Settings


@dataclass(frozen=True)
class PartOrigin:
    """Where a part comes from: `files`, `snapshot` or `api`; its name there; the release it belongs to."""

    source_kind: str
    name: str
    release: str | None = None


def digest(file: Path) -> str:
    """SHA-256 of the bytes of ``file`` in hexadecimal, by which parts and spooled copies are told apart."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def part_id_of(sha256: str, wanted: Wanted) -> str:
    """Sixteen characters for the bytes of a part and what is wanted of them."""
    return hashlib.sha256(f"{sha256}{wanted.digest}".encode()).hexdigest()[:16] if wanted.digest else sha256[:16]


def stage_part(
    settings: Settings, source: Path, origin: PartOrigin, sha256: str | None = None, wanted: Wanted | None = None
) -> IngestReport:
    """Flatten the works of ``source`` that are ``wanted``, or all of them, into the warehouse's raw shards.

    The same bytes are staged once, whatever their name; ``sha256`` is their digest, where it is known. Raises
    EmptyFile and NotWorks, with nothing staged; a damaged end or too many bad lines come back as problems of the
    report, with every good record kept.
    """
    sha256 = sha256 or digest(source)
    wanted = wanted or Wanted()
    part_id = part_id_of(sha256, wanted)
    if part_directory(settings.warehouse, part_id).exists():
        recall(settings.warehouse, part_id)
        return IngestReport(parts_skipped=1)
    with new_part(settings.warehouse, part_id) as scratch:
        reading = (read_parquet_works if is_parquet(source) else read_works)(source, part_id, scratch, wanted)
        if not reading.records + reading.left_out:
            raise _set_aside(settings, source, part_id, reading)
        problem = _problem(settings, source, reading)
        write_part(scratch, _describe(source, part_id, sha256, origin, reading, problem))
    problems = (problem,) if problem else ()
    return IngestReport(1, 0, reading.records, reading.quarantined, problems, left_out=reading.left_out)


def _set_aside(settings: Settings, source: Path, part_id: str, reading: Reading) -> ApertureError:
    folder = settings.warehouse / "quarantine"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder / f"{part_id}-{source.name}")
    why = reading.broken or f"none of its {reading.quarantined} lines is a work in OpenAlex's format"
    return NotWorks(f"{source} holds no works: {why}; its bytes are kept in {folder}.")


def _problem(settings: Settings, source: Path, reading: Reading) -> ApertureError | None:
    kept = f"{reading.records} complete works were kept, {reading.quarantined} bad lines are in quarantine"
    if reading.broken:
        return TruncatedFile(f"{source} is damaged: {reading.broken}; {kept}.")
    total = reading.records + reading.quarantined + reading.left_out
    if reading.quarantined > settings.max_bad_share * total:
        return TooManyBadLines(f"{source} has {reading.quarantined} bad lines of {total}; {kept}.")
    return None


def _describe(
    source: Path, part_id: str, sha256: str, origin: PartOrigin, reading: Reading, problem: ApertureError | None
) -> Part:
    return Part(
        part_id=part_id,
        source_kind=origin.source_kind,
        name=origin.name,
        release=origin.release,
        size=source.stat().st_size,
        sha256=sha256,
        records=reading.records,
        quarantined=reading.quarantined,
        left_out=reading.left_out,
        problem=str(problem) if problem else None,
    )
