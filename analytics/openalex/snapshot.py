"""`aperture ingest snapshot`: a snapshot folder, read in place, part by part, as its manifest lists them."""

from __future__ import annotations

from pathlib import Path

import msgspec

from analytics.errors import ApertureError, NotWorks, PathNotFound
from analytics.openalex.parts import PartOrigin, stage_part
from analytics.openalex.report import IngestReport
from analytics.progress import Progress, silent
from analytics.settings import Settings
from analytics.warehouse.layout import writable_warehouse

# Today's layout first, then the one until 2025, with its extension-less manifest.
_MANIFESTS = (
    "data/jsonl/works/manifest.json",
    "jsonl/works/manifest.json",
    "data/works/manifest",
    "works/manifest",
)


class _Meta(msgspec.Struct):
    record_count: int


class _File(msgspec.Struct):
    url: str
    meta: _Meta


class _Manifest(msgspec.Struct):
    date: str | None = None
    files: list[_File] = []
    entries: list[_File] = []  # the older name


def ingest_snapshot(settings: Settings, directory: Path, progress: Progress = silent) -> IngestReport:
    """Stage every part of works the manifest of ``directory`` lists.

    A part that is listed but absent, or holds another number of records than promised, is a problem of the report.
    Raises PathNotFound where there is no folder or no manifest, NotWorks where the manifest cannot be read or lists
    nothing, WarehouseNotWritable, WarehouseTooNew.
    """
    manifest_path, manifest = _read_manifest(directory)
    files = manifest.files or manifest.entries
    with writable_warehouse(settings.warehouse):
        report = IngestReport()
        for done, file in enumerate(files, start=1):
            report += _ingest_part(settings, manifest_path.parent, manifest, file)
            progress("ingest snapshot", done, len(files))
    return report


def _read_manifest(directory: Path) -> tuple[Path, _Manifest]:
    for path in (directory / name for name in _MANIFESTS):
        if path.is_file():
            return path, _decode_manifest(path)
    what = "has no manifest of works" if directory.is_dir() else "does not exist"
    raise PathNotFound(f"The snapshot folder {directory} {what}.")


def _decode_manifest(path: Path) -> _Manifest:
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=_Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        raise NotWorks(f"The manifest {path} cannot be read: {error}.") from None
    if not manifest.files and not manifest.entries:
        raise NotWorks(f"The manifest {path} lists no parts.")
    return manifest


def _ingest_part(settings: Settings, folder: Path, manifest: _Manifest, file: _File) -> IngestReport:
    # The address ends in updated_date=…/part_….gz in every layout.
    name = "/".join(file.url.split("/")[-2:])
    path = folder / name
    if not path.is_file():
        return IngestReport(problems=(PathNotFound(f"The manifest lists {name}, which is not in {folder}."),))
    origin = PartOrigin("snapshot", name, manifest.date)
    try:
        report = stage_part(settings, path, origin)
    except ApertureError as error:
        return IngestReport(problems=(error,))
    return report + _short(path, file.meta.record_count, report)


def _short(path: Path, promised: int, report: IngestReport) -> IngestReport:
    found = report.records + report.quarantined
    if report.parts_skipped or found == promised:
        return IngestReport()
    return IngestReport(problems=(NotWorks(f"{path} holds {found} records, its manifest promises {promised}."),))
