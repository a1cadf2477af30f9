"""The nightly order: every configured source, then the build; for the command and for Prefect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import ApertureError, ApiUnavailable, BudgetSpent, ConfigurationError
from analytics.progress import Progress, silent

if TYPE_CHECKING:
    from analytics.openalex.report import IngestReport
    from analytics.settings import Settings
    from analytics.warehouse.build import BuildReport


@dataclass(frozen=True)
class NightlyReport:
    """What one night did: counts per source ('files', 'snapshot', 'api'), the build, and notes on it."""

    ingests: dict[str, IngestReport]
    build: BuildReport
    notes: tuple[str, ...] = ()


def configured(settings: Settings) -> list[str]:
    """Sources that the settings name, in running order. Raises ConfigurationError where there is none."""
    named = {
        "files": bool(settings.sources),
        "snapshot": settings.snapshot is not None,
        "api": settings.api is not None,
    }
    if not any(named.values()):
        raise ConfigurationError("No source is configured: set 'sources', 'snapshot' or '[api]' in aperture.toml.")
    return [name for name, is_named in named.items() if is_named]


def ingest(source: str, settings: Settings, progress: Progress = silent) -> IngestReport:
    """Ingest one configured source; its problems are in the report, or raised where nothing could be kept."""
    if source == "files":
        from analytics.openalex.files import ingest_files

        return ingest_files(settings, settings.sources, progress)
    if source == "snapshot" and settings.snapshot is not None:
        from analytics.openalex.snapshot import ingest_snapshot

        return ingest_snapshot(settings, settings.snapshot, progress)
    from analytics.openalex.api import ingest_api

    return ingest_api(settings, progress)


def ingest_for_the_night(source: str, settings: Settings, progress: Progress = silent) -> IngestReport:
    """As `ingest`, but a spent budget is no failure: what was got is built, the next night goes on there.

    An API out of reach is raised even where something was got, because trying again can help.
    """
    from analytics.openalex.report import IngestReport

    try:
        report = ingest(source, settings, progress)
    except BudgetSpent as error:
        return IngestReport(problems=(error,))
    for problem in report.problems:
        if isinstance(problem, ApiUnavailable):
            raise problem
    return report


def judge(ingests: dict[str, IngestReport]) -> tuple[str, ...]:
    """Notes to pass on. Raises the first real problem: built on broken input, numbers change in silence."""
    problems: list[ApertureError] = [p for report in ingests.values() for p in report.problems]
    for problem in problems:
        if not isinstance(problem, BudgetSpent):
            raise problem
    noted = [note for report in ingests.values() for note in report.notes]
    return (*noted, *(str(problem) for problem in problems))


def build(settings: Settings, progress: Progress = silent) -> BuildReport:
    """Build, audit and publish. Raises AuditFailed, NothingIngested, WarehouseNotWritable, WarehouseBusy."""
    from analytics.warehouse.build import build as build_warehouse

    return build_warehouse(settings, progress)


def run_night(settings: Settings, progress: Progress = silent) -> NightlyReport:
    """The whole night in this process, without Prefect."""
    ingests = {name: ingest_for_the_night(name, settings, progress) for name in configured(settings)}
    notes = judge(ingests)
    return NightlyReport(ingests, build(settings, progress), notes)
