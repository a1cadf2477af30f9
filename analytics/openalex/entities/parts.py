"""From one spooled file to one complete part of institutions, topics or funders, once per content."""

from __future__ import annotations

import shutil
from pathlib import Path

from analytics.errors import ApertureError, NotEntities, TooManyBadLines, TruncatedFile
from analytics.openalex.entities.kinds import KINDS, WORKS, Kind
from analytics.openalex.entities.reading import EntityReading, read_entities
from analytics.openalex.parts import PartOrigin, digest, stage_part
from analytics.openalex.report import IngestReport
from analytics.openalex.shards import Part, new_part, part_directory, recall, write_part
from analytics.openalex.wanted import Wanted
from analytics.settings import Settings


def stage_any(
    settings: Settings,
    entity: str,
    source: Path,
    origin: PartOrigin,
    sha256: str | None = None,
    wanted: Wanted | None = None,
) -> IngestReport:
    """Stage ``source``, whose records are ``entity``: `works`, of which some may be ``wanted``, or another kind."""
    if entity == WORKS:
        return stage_part(settings, source, origin, sha256, wanted)
    return stage_entities(settings, KINDS[entity], source, origin, sha256)


def stage_entities(
    settings: Settings, kind: Kind, source: Path, origin: PartOrigin, sha256: str | None = None
) -> IngestReport:
    """Write the records of ``source`` as rows of the raw table of ``kind``; the same rules as `stage_part` has.

    Raises EmptyFile, NotEntities and, for Parquet, NotWorks, with nothing staged.
    """
    sha256 = sha256 or digest(source)
    part_id = sha256[:16]
    if part_directory(settings.warehouse, part_id).exists():
        recall(settings.warehouse, part_id)
        return IngestReport(parts_skipped=1)
    with new_part(settings.warehouse, part_id) as scratch:
        reading = read_entities(kind, source, part_id, scratch)
        if not reading.records:
            raise _set_aside(settings, kind, source, part_id, reading)
        problem = _problem(settings, kind, source, reading)
        write_part(scratch, _describe(kind, source, sha256, origin, reading, problem))
    return IngestReport(1, 0, reading.records, reading.quarantined, (problem,) if problem else ())


def _set_aside(settings: Settings, kind: Kind, source: Path, part_id: str, reading: EntityReading) -> ApertureError:
    folder = settings.warehouse / "quarantine"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder / f"{part_id}-{source.name}")
    why = reading.broken or f"none of its {reading.quarantined} records can be read as one"
    return NotEntities(f"{source} holds no {kind.name}: {why}; its bytes are kept in {folder}.")


def _problem(settings: Settings, kind: Kind, source: Path, reading: EntityReading) -> ApertureError | None:
    kept = f"{reading.records} complete {kind.name} were kept, {reading.quarantined} bad lines are in quarantine"
    if reading.broken:
        return TruncatedFile(f"{source} is damaged: {reading.broken}; {kept}.")
    total = reading.records + reading.quarantined
    if reading.quarantined > settings.max_bad_share * total:
        return TooManyBadLines(f"{source} has {reading.quarantined} bad lines of {total}; {kept}.")
    return None


def _describe(
    kind: Kind, source: Path, sha256: str, origin: PartOrigin, reading: EntityReading, problem: ApertureError | None
) -> Part:
    return Part(
        part_id=sha256[:16],
        source_kind=origin.source_kind,
        name=origin.name,
        release=origin.release,
        size=source.stat().st_size,
        sha256=sha256,
        records=reading.records,
        quarantined=reading.quarantined,
        problem=str(problem) if problem else None,
        entity=kind.name,
    )
