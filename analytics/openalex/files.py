"""`aperture ingest files`: works that lie on this machine, copied to the spool as they are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from analytics.errors import ApertureError, EmptyFile, PathNotFound
from analytics.openalex.parts import PartOrigin, stage_part
from analytics.openalex.report import IngestReport
from analytics.progress import Progress, silent
from analytics.settings import Settings
from analytics.warehouse.layout import writable_warehouse


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
        found = sorted({*path.rglob("*.json*"), *path.rglob("*.gz")}) if path.is_dir() else [path]
        if not found:
            raise EmptyFile(f"The folder {path} holds no .json, .jsonl or .gz file.")
        files += found
    return files


def _ingest_file(settings: Settings, file: Path) -> IngestReport:
    try:
        spooled = _spool(settings.warehouse / "spool" / "files", file)
        return stage_part(settings, spooled, PartOrigin("files", file.name))
    except ApertureError as error:
        return IngestReport(problems=(error,))


def _spool(folder: Path, file: Path) -> Path:
    """A copy of ``file`` in the spool, linked where the disk allows, so that a run can be replayed without it."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / file.name
    number = 1
    while target.exists() and not _same(target, file):
        number += 1
        target = folder / f"{number}-{file.name}"
    if not target.exists():
        scratch = folder / f".{file.name}"
        shutil.copyfile(file, scratch)
        os.replace(scratch, target)
    return target


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
