"""One part of the snapshot: brought to hand, staged, and held against what the manifest promises."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analytics.errors import ApertureError, NotWorks, PathNotFound
from analytics.openalex.contents import content
from analytics.openalex.entities.kinds import WORKS
from analytics.openalex.parts import PartOrigin, digest, stage_part
from analytics.openalex.report import IngestReport
from analytics.openalex.snapshot.manifest import ListedPart
from analytics.openalex.snapshot.place import Place, Stamp
from analytics.settings import Settings


@dataclass(frozen=True)
class Job:
    """A part to be staged: where it lies, what is promised of it, the release it belongs to."""

    settings: Settings
    directory: str
    entity: str
    folder: str
    listed: ListedPart
    stamp: Stamp
    release: str | None


@dataclass(frozen=True)
class Staged:
    """What came of a job. ``part_id`` is None where nothing of the part is in the warehouse."""

    job: Job
    part_id: str | None
    report: IngestReport


def stage(job: Job) -> Staged:
    """Stage one part; whatever is wrong with it is in the report."""
    place = Place(job.directory, job.settings.snapshot_endpoint)
    try:
        with place.at_hand(f"{job.folder}/{job.listed.name}", downloads(job.settings.warehouse)) as source:
            sha256 = _digest(source)
            name = job.listed.name if job.entity == WORKS else f"{job.entity}/{job.listed.name}"
            origin = PartOrigin("snapshot", name, job.release)
            held = content(job.entity, job.settings.snapshot_filter)
            report = stage_part(job.settings, source, origin, held, sha256)
    except ApertureError as error:
        return Staged(job, None, IngestReport(problems=(error,)))
    return Staged(job, held.part_id(sha256), report + _short(job, report))


def _digest(source: Path) -> str:
    try:
        return digest(source)
    except OSError as error:
        raise PathNotFound(f"{source} cannot be read: {error.strerror}.") from None


def downloads(warehouse: Path) -> Path:
    """Where parts of a bucket lie while they are read."""
    return warehouse / "spool" / "snapshot" / ".downloads"


def _short(job: Job, report: IngestReport) -> IngestReport:
    found, promised = report.records + report.quarantined + report.left_out, job.listed.record_count
    if report.parts_skipped or found == promised:
        return IngestReport()
    told = f"{job.folder}/{job.listed.name} holds {found} records, its manifest promises {promised}."
    return IngestReport(problems=(NotWorks(told),))
