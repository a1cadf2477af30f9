"""`aperture ingest files`: records that lie on this machine, copied to the spool as they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from analytics.errors import ApertureError, EmptyFile, PathNotFound
from analytics.layout import writable_warehouse
from analytics.openalex.contents import content
from analytics.openalex.entities.recognise import recognise
from analytics.openalex.parts import PartOrigin, digest, stage_part
from analytics.openalex.report import IngestReport
from analytics.progress import Progress, silent
from analytics.settings import Settings


def ingest_files(settings: Settings, paths: Iterable[Path], progress: Progress = silent) -> IngestReport:
    """Stage every file of ``paths`` (folders are searched for ``*.json*`` and ``*.gz``).

    One bad file does not keep the others out: problems are collected in the report. Raises PathNotFound before
    anything is read, WarehouseNotWritable, WarehouseTooNew.
    """
    files = _expand(paths)
    with writable_warehouse(settings.warehouse):
        report = IngestReport()
        for done, file in enumerate(files, start=1):
            report += _ingest_file(settings, file)
            progress("ingest files", done, len(files))
    return report


def _expand(paths: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise PathNotFound(f"{path} does not exist.")
        found = _search(path) if path.is_dir() else [path]
        if not found:
            raise EmptyFile(f"The folder {path} holds no .json, .jsonl or .gz file.")
        files += found
    return files


def _search(folder: Path) -> list[Path]:
    found = {*folder.rglob("*.json*"), *folder.rglob("*.gz")}
    return sorted(path for path in found if path.is_file())


def _ingest_file(settings: Settings, file: Path) -> IngestReport:
    try:
        spooled = _spool(settings.warehouse / "spool" / "files", file)
        return stage_part(settings, spooled, PartOrigin("files", file.name), content(recognise(spooled)))
    except ApertureError as error:
        return IngestReport(problems=(error,))


def _spool(folder: Path, file: Path) -> Path:
    """A copy of ``file`` in the spool, named by its content, so that a run can be replayed without the original."""
    try:
        target = folder / f"{digest(file)[:16]}-{file.name}"
    except OSError as error:
        raise PathNotFound(f"{file} cannot be read: {error.strerror}.") from None
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # The name is given last: a copy that a killed run left half-written never bears it.
        scratch = folder / f".{target.name}"
        shutil.copyfile(file, scratch)
        scratch.replace(target)
    return target
