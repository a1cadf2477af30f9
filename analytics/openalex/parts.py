"""From one spooled file to one complete part of flat ``raw_`` shards, once per content."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from analytics.errors import ApertureError, TooManyBadLines, TruncatedFile
from analytics.openalex.contents import Content
from analytics.openalex.reading import Reading
from analytics.openalex.report import IngestReport
from analytics.openalex.shards import Part, new_part, part_directory, recall, write_part
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


def stage_part(
    settings: Settings, source: Path, origin: PartOrigin, content: Content, sha256: str | None = None
) -> IngestReport:
    """Read ``source`` as ``content`` into the warehouse's raw shards.

    The same bytes are staged once, whatever their name; ``sha256`` is their digest, where it is known. Raises
    EmptyFile, NotWorks and NotEntities, with nothing staged; a damaged end or too many bad lines come back as problems
    of the report, with every good record kept.
    """
    sha256, size = sha256 or digest(source), source.stat().st_size
    part_id = content.part_id(sha256)
    if part_directory(settings.warehouse, part_id).exists():
        recall(settings.warehouse, part_id)
        return IngestReport(parts_skipped=1)
    with new_part(settings.warehouse, part_id) as scratch:
        reading = content.read(source, part_id, scratch)
        if not reading.records + reading.left_out:
            raise _set_aside(settings, source, part_id, content, reading)
        problem = _problem(settings, source, content.entity, reading)
        part = Part(
            part_id=part_id,
            source_kind=origin.source_kind,
            name=origin.name,
            release=origin.release,
            size=size,
            sha256=sha256,
            records=reading.records,
            quarantined=reading.quarantined,
            problem=str(problem) if problem else None,
            left_out=reading.left_out,
            entity=content.entity,
        )
        write_part(scratch, part)
    problems = (problem,) if problem else ()
    return IngestReport(1, 0, reading.records, reading.quarantined, problems, left_out=reading.left_out)


def _set_aside(settings: Settings, source: Path, part_id: str, content: Content, reading: Reading) -> ApertureError:
    folder = settings.warehouse / "quarantine"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder / f"{part_id}-{source.name}")
    why = reading.broken or f"none of its {reading.quarantined} lines is one in OpenAlex's format"
    return content.nothing(f"{source} holds no {content.entity}: {why}; its bytes are kept in {folder}.")


def _problem(settings: Settings, source: Path, entity: str, reading: Reading) -> ApertureError | None:
    kept = f"{reading.records} complete {entity} were kept, {reading.quarantined} bad lines are in quarantine"
    if reading.broken:
        return TruncatedFile(f"{source} is damaged: {reading.broken}; {kept}.")
    total = reading.records + reading.quarantined + reading.left_out
    if reading.quarantined > settings.max_bad_share * total:
        return TooManyBadLines(f"{source} has {reading.quarantined} bad lines of {total}; {kept}.")
    return None
