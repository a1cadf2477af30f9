"""One build: every table anew in a file of its own, audited, then published by switching one link."""

from __future__ import annotations

import ctypes
import hashlib
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from analytics.errors import AuditFailed, NothingIngested
from analytics.layout import builds, current, writable_warehouse
from analytics.openalex.entities.held import given_tables as entity_tables
from analytics.openalex.entities.kinds import KINDS, WORKS
from analytics.openalex.raw_tables import ADDED, RAW_TABLES
from analytics.openalex.removed import merged_institutions, removed_among, removed_version
from analytics.openalex.settling import settle
from analytics.openalex.shards import Part, as_rows, part_directory, parts
from analytics.progress import Progress, silent
from analytics.reference import load_reference, reference_version
from analytics.reference.methods import ref_method
from analytics.settings import Settings
from analytics.warehouse.audits import Audit, run_audits
from analytics.warehouse.codes import vocabulary
from analytics.warehouse.contents import contents
from analytics.warehouse.duckdb_engine import DuckEngine
from analytics.warehouse.engine import Engine
from analytics.warehouse.parameters import ref_parameter
from analytics.warehouse.past import past_tables, published_before
from analytics.warehouse.published import open_published
from analytics.warehouse.record import Run, settings_hash, write_record
from analytics.warehouse.runner import run_models

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Of mallopt(3)."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did: rows of every table it made, audits, seconds a table took, and the seconds to check them all.

    Two tables may have been made at the same time, so their seconds add up to more than the build took.
    """

    run_id: str
    path: Path
    tables: dict[str, int]
    audits: list[Audit]
    seconds_by_step: dict[str, float]
    seconds_to_check: float


def build(settings: Settings, progress: Progress = silent) -> BuildReport:
    """Make, audit and publish a build from everything ingested.

    Raises NothingIngested, ReferenceError, AuditFailed (the failed build is dropped, the published one stays),
    WarehouseNotWritable, WarehouseTooNew and WarehouseBusy.
    """
    _give_memory_back()
    with writable_warehouse(settings.warehouse):
        settle(settings)
        own = {"ref_parameter": ref_parameter(settings), "ref_method": ref_method()}
        reference = load_reference(settings) | own
        run = _new_run(settings)
        _clear(builds(settings.warehouse))
        scratch = builds(settings.warehouse) / f".{run.run_id}.duckdb"
        try:
            report = _fill(settings, run, reference, scratch, progress)
            _publish(settings, scratch, report.path)
        finally:
            scratch.unlink(missing_ok=True)
            scratch.with_suffix(".duckdb.wal").unlink(missing_ok=True)
    return report


def _give_memory_back() -> None:
    """Let arrays of four megabytes and more go back to the system once they are freed, and nothing smaller.

    glibc otherwise keeps them after the first large ones, a tenth of the peak of a million works; what is smaller is
    soon asked for again, and a page that was given back has to be cleared anew.
    """
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(_M_MMAP_THRESHOLD, 2**22)
        libc.mallopt(_M_TRIM_THRESHOLD, 2**28)


def _clear(folder: Path) -> None:
    """Drop what a killed build left half-made; the warehouse is held, so nobody is still making it."""
    folder.mkdir(exist_ok=True)
    for left in folder.glob(".*.duckdb*"):
        if left.is_dir():  # what DuckDB had spilled
            shutil.rmtree(left)
        else:
            left.unlink()


def audit_published(settings: Settings) -> list[Audit]:
    """The audits, run again on the published build. Raises NothingPublished, WarehouseTooNew."""
    with open_published(settings) as published:
        return run_audits(published.con)


def _new_run(settings: Settings) -> Run:
    found = parts(settings.warehouse)
    if not any(part.entity == WORKS for part in found):
        raise NothingIngested(
            f"The warehouse {settings.warehouse} holds no ingested works; run 'aperture ingest' first."
        )
    started = datetime.now(UTC).replace(tzinfo=None)
    versions = reference_version(settings)
    made_of = [*(part.part_id for part in found), removed_version(settings.warehouse)]
    inputs = "".join([*made_of, settings_hash(settings), *versions.values()])
    digest = hashlib.sha256(inputs.encode()).hexdigest()[:6]
    milliseconds = started.microsecond // 1000
    return Run(f"{started:%Y%m%dT%H%M%S}{milliseconds:03d}Z-{digest}", started, found, versions)


def _fill(
    settings: Settings, run: Run, reference: dict[str, pl.DataFrame], scratch: Path, progress: Progress
) -> BuildReport:
    scratch.unlink(missing_ok=True)
    engine = DuckEngine(settings, scratch)
    try:
        given = given_tables(engine, settings.warehouse, run.parts, reference)
        before = published_before(settings.warehouse)
        with past_tables(engine, before, run.reference, reference["ref_parameter"]) as past:
            engine.code(vocabulary(engine.rows, reference))
            seconds = run_models(engine, given | past, progress)
        checking = time.perf_counter()
        found = contents(engine.con)
        audits = run_audits(engine.con, found)
        _raise_failed(audits)
        write_record(engine.con, settings, run, audits, found, datetime.now(UTC).replace(tzinfo=None))
        rows = engine.con.execute("select table_name, rows from out_layer_rows").fetchall()
    finally:
        engine.close()
    path = builds(settings.warehouse) / f"{run.run_id}.duckdb"
    return BuildReport(run.run_id, path, dict(rows), audits, seconds, time.perf_counter() - checking)


def given_tables(
    engine: Engine, warehouse: Path, found: Sequence[Part], reference: dict[str, pl.DataFrame]
) -> set[str]:
    """Put the raw shards of ``found`` and the reference tables into ``engine``; returns their names."""
    folders = [part_directory(warehouse, part.part_id) for part in found if part.entity == WORKS]
    for table in RAW_TABLES:
        engine.register_parquet(table, [folder / f"{table}.parquet" for folder in folders], ADDED.get(table, ()))
    beside = _register_entities(engine, warehouse, found)
    frames = reference | {
        "raw_part": pl.DataFrame(as_rows(found), schema=_RAW_PART),
        "raw_removed": removed_among(warehouse, [folder / "raw_works.parquet" for folder in folders]),
        "raw_merged_institution": merged_institutions(warehouse),
    }
    for name, frame in frames.items():
        engine.store(name, [frame])
    return {*RAW_TABLES, *beside, *frames}


def _register_entities(engine: Engine, warehouse: Path, found: Sequence[Part]) -> set[str]:
    """Put institutions, topics and funders into ``engine``; a table without rows where none is held."""
    tables = entity_tables(warehouse, found)
    empty = {kind.table: kind.empty() for kind in KINDS.values()}
    for table, files in tables.items():
        if files:
            engine.register_parquet(table, files)
        else:
            engine.store(table, [empty[table]])
    return set(tables)


_RAW_PART = {
    "part_id": pl.String,
    "source_kind": pl.String,
    "name": pl.String,
    "release": pl.String,
    "size": pl.Int64,
    "sha256": pl.String,
    "records": pl.Int64,
    "quarantined": pl.Int64,
    "problem": pl.String,
    "left_out": pl.Int64,
    "entity": pl.String,
}


def _raise_failed(audits: Sequence[Audit]) -> None:
    failed = [audit for audit in audits if audit.level == "error" and not audit.is_passed]
    if failed:
        said = "; ".join(f"{audit.name} ({audit.failures} rows: {audit.message})" for audit in failed[:5])
        raise AuditFailed(f"The build was not published, {len(failed)} audit(s) failed: {said}.")


def _publish(settings: Settings, scratch: Path, path: Path) -> None:
    scratch.rename(path)
    link = current(settings.warehouse)
    switched = link.with_name(f".{link.name}")
    switched.unlink(missing_ok=True)
    switched.symlink_to(path.relative_to(settings.warehouse))
    # Readers see the old build or the new one, never neither.
    switched.replace(link)
    for old in sorted(builds(settings.warehouse).glob("*.duckdb"))[: -settings.keep_builds]:
        # Names follow the clock, and a clock may have been set back.
        if old != path:
            old.unlink()
