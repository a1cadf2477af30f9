"""`demo`: the whole line on a synthetic sample, from nothing to a report and a dashboard."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from flows import line
from flows.commands.build import print_audits
from flows.commands.options import Config, Warehouse, settings_from
from flows.printing import print_table, say
from flows.progress_bar import ProgressBar

if TYPE_CHECKING:
    from analytics.settings import Settings
    from analytics.warehouse.build import BuildReport

Row = tuple[str, int | None, float]
SAMPLE_WORKS = 20_000


def demo(
    *,
    works: Annotated[int, Parameter(help="Works in the sample.")] = SAMPLE_WORKS,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Run the whole line on a synthetic sample and write one report.

    Everything goes to the folder 'demo' inside the warehouse, so that fictional works never meet real ones.
    """
    settings = settings_of_demo(settings_from(warehouse, config))
    with ProgressBar() as bar:
        rows, report, files = run_line(settings, works, bar)
    print_table(
        ("step", "rows", "seconds"), rows, title="SYNTHETIC DATA: fictional institutions, no real figures"
    )
    troubled = [audit for audit in report.audits if not audit.is_passed]
    say(f"\n{len(report.audits) - len(troubled)} of {len(report.audits)} audits passed; run {report.run_id}.")
    if troubled:
        print_audits(troubled)
    say(f"Report:    {files[0]}\n           {files[1]}")
    say(f"Dashboard: {program()} dashboard --warehouse {settings.warehouse}")


def settings_of_demo(settings: Settings) -> Settings:
    """The same settings with the demo's own warehouse and the synthetic lists and profiles added."""
    from analytics.settings import REPOSITORY

    synthetic = REPOSITORY / "data" / "synthetic"
    return settings.model_copy(
        update={"warehouse": settings.warehouse / "demo", "reference": [*settings.reference, synthetic]}
    )


def run_line(
    settings: Settings, works: int, bar: ProgressBar
) -> tuple[list[Row], BuildReport, tuple[Path, Path]]:
    """Sample, ingest, build and report; gives a row per step, what was built, and the HTML and PDF files."""
    from analytics.openalex.snapshot import ingest_snapshot
    from analytics.reports import write_report
    from analytics.sample import write_sample

    started = time.monotonic()
    sample = settings.warehouse / "sample"
    facts = write_sample(sample, works=works, progress=bar)
    sampled = time.monotonic()
    ingested = ingest_snapshot(settings, sample, bar)
    ingested.raise_first_problem()
    kept = time.monotonic()
    built = line.build(settings, bar)
    published = time.monotonic()
    bar("report", 0, 1)
    files = write_report(settings, facts.exposure.institution_id, settings.warehouse / "reports")
    bar("report", 1, 1)
    rows: list[Row] = [
        ("sample", facts.records, sampled - started),
        ("ingest", ingested.records, kept - sampled),
        *build_rows(built),
        ("report", None, time.monotonic() - published),
        ("all", None, time.monotonic() - started),
    ]
    return rows, built, (files.html, files.pdf)


def build_rows(built: BuildReport) -> list[Row]:
    """One row per step of the build; rows are those of the tables with the step's name as prefix."""
    return [(step, rows_of(step, built.tables), seconds) for step, seconds in built.seconds_by_step.items()]


def rows_of(step: str, tables: dict[str, int]) -> int | None:
    """Rows of a layer such as 'stg', or of one table; nothing for a step that makes no table."""
    found = [rows for name, rows in tables.items() if name == step or name.startswith(f"{step.rstrip('_')}_")]
    return sum(found) if found else None


def program() -> str:
    """How the reader can call this program: its path when it is not on the search path."""
    import shutil
    import sys

    own = Path(sys.executable).parent / "aperture"
    on_path = shutil.which("aperture")
    if on_path and Path(on_path).resolve() == own.resolve():
        return "aperture"
    here = Path.cwd()
    return str(own.relative_to(here) if own.is_relative_to(here) else own)
