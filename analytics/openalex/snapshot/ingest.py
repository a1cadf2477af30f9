"""From a manifest to shards: what is new or changed is read, what is gone is retired."""

from __future__ import annotations

import shutil
from pathlib import Path

from analytics.errors import ApertureError, PathNotFound
from analytics.layout import writable_warehouse
from analytics.openalex.entities.kinds import KINDS, WORKS
from analytics.openalex.report import IngestReport
from analytics.openalex.snapshot.known import KnownParts
from analytics.openalex.snapshot.manifest import ListedPart, Manifest, find_manifest, has_parts, read_manifest
from analytics.openalex.snapshot.place import Place, Stamp
from analytics.openalex.snapshot.processes import stage_all
from analytics.openalex.snapshot.removed import ingest_removed
from analytics.openalex.snapshot.retirement import retire_others
from analytics.openalex.snapshot.staging import Job, downloads
from analytics.openalex.wanted import Wanted
from analytics.progress import Progress, silent
from analytics.settings import Settings


def ingest_snapshot(settings: Settings, directory: Path | str, progress: Progress = silent) -> IngestReport:
    """Stage every new or changed part that the manifests of ``directory`` (or ``s3://…``) list.

    Works must be there; institutions, topics and funders are taken in where they are, and stay as they are in the
    warehouse where this snapshot has none.

    A part that is listed but absent, or holds another number of records than promised, is a problem of the report.
    Once all listed parts are in, those of an earlier state are retired; until then they count, lest a work that
    moved to a part which could not be read be lost. Raises PathNotFound where there is no folder or no manifest,
    NotWorks where the manifest cannot be read or lists nothing, ApiUnavailable where a bucket cannot be reached,
    ReaderEnded, WarehouseNotWritable, WarehouseTooNew.
    """
    place = Place(directory, settings.snapshot_endpoint)
    manifest = read_manifest(place)
    with writable_warehouse(settings.warehouse):
        try:
            works = _Run(settings, place, manifest, progress)
            works.stage()
            problems = ingest_removed(settings.warehouse, place, manifest, downloads(settings.warehouse))
            runs, report = [works], works.report() + IngestReport(problems=problems)
            for entity in KINDS:
                report += _beside_works(settings, place, entity, progress, runs)
            _close(settings.warehouse, runs)
        finally:
            shutil.rmtree(downloads(settings.warehouse), ignore_errors=True)
    return report


def _beside_works(settings: Settings, place: Place, entity: str, progress: Progress, runs: list[_Run]) -> IngestReport:
    """Stage the parts of ``entity`` and add the run to ``runs``; what is wrong with it keeps nothing else out."""
    try:
        manifest = find_manifest(place, entity)
        if manifest is None:
            note = f"The snapshot {place.address} has a folder of {entity} without a manifest; it was not taken in."
            return IngestReport(notes=(note,) if has_parts(place, entity) else ())
        run = _Run(settings, place, manifest, progress)
        run.stage()
    except ApertureError as error:
        return IngestReport(problems=(error,))
    runs.append(run)
    return run.report()


def _close(warehouse: Path, runs: list[_Run]) -> None:
    """Let go of what the snapshot no longer has of an entity, where all that it has of it is in."""
    complete = [run for run in runs if run.is_complete]
    retire_others(warehouse, {run.entity: run.part_ids for run in complete})
    for run in complete:
        run.forget_others()


class _Run:
    """One ingest of one entity: what its manifest lists, and what became of each part of it."""

    def __init__(self, settings: Settings, place: Place, manifest: Manifest, progress: Progress) -> None:
        self._settings, self._place, self._manifest, self._progress = settings, place, manifest, progress
        wanted = Wanted(settings.snapshot_filter).digest if manifest.entity == WORKS else ""
        self._known = KnownParts(settings.warehouse, f"{place.root}/{manifest.folder}", manifest.entity, wanted)
        self._reports: dict[str, IngestReport] = {}
        self._part_ids: dict[str, str] = {}

    def stage(self) -> None:
        """Read the parts that are not in yet."""
        stamps = self._place.stamps(self._manifest.folder)
        jobs = []
        for listed in self._manifest.parts:
            stamp = stamps.get(listed.name)
            if stamp is None:
                self._done(listed, self._absent(listed), None)
            elif part_id := self._known.part_id(listed, stamp):
                self._done(listed, IngestReport(parts_skipped=1), part_id)
            else:
                jobs.append(self._job(listed, stamp))
        for staged in stage_all(self._settings, jobs):
            if staged.part_id:
                self._known.keep(staged.job.listed, staged.job.stamp, staged.part_id)
            self._done(staged.job.listed, staged.report, staged.part_id)

    @property
    def entity(self) -> str:
        """`works`, `institutions`, `topics` or `funders`."""
        return self._manifest.entity

    @property
    def part_ids(self) -> set[str]:
        """The parts that are in."""
        return set(self._part_ids.values())

    @property
    def is_complete(self) -> bool:
        """Whether every listed part is in."""
        return len(self._part_ids) == len(self._manifest.parts)

    def forget_others(self) -> None:
        """Remember nothing of parts that the manifest does not list."""
        self._known.keep_only({listed.name for listed in self._manifest.parts})

    def report(self) -> IngestReport:
        """All parts together, in the order of the manifest whatever the order in which they were ready."""
        return sum((self._reports[listed.name] for listed in self._manifest.parts), IngestReport())

    def _job(self, listed: ListedPart, stamp: Stamp) -> Job:
        directory = self._place.address if self._place.is_remote else self._place.root
        manifest = self._manifest
        return Job(self._settings, directory, self.entity, manifest.folder, listed, stamp, manifest.release)

    def _absent(self, listed: ListedPart) -> IngestReport:
        where = f"{self._place.address}/{self._manifest.folder}"
        return IngestReport(problems=(PathNotFound(f"The manifest lists {listed.name}, which is not in {where}."),))

    def _done(self, listed: ListedPart, report: IngestReport, part_id: str | None) -> None:
        self._reports[listed.name] = report
        if part_id:
            self._part_ids[listed.name] = part_id
        step = "ingest snapshot" if self.entity == WORKS else f"ingest {self.entity}"
        self._progress(step, len(self._reports), len(self._manifest.parts))
