"""`demo`: the whole line on a synthetic sample, from nothing to a report and a dashboard."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from analytics.errors import WarehouseNotWritable
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
MARKER = "SYNTHETIC"
LAYERS = ("stg_", "pred_", "tag_", "ind_", "est_", "out_")
LEAST_WORKS = 1_000  # below it what is planted in the sample would be lost in noise


def demo(
    *,
    works: Annotated[int, Parameter(validator=Number(gte=LEAST_WORKS), help="Works in the sample.")] = SAMPLE_WORKS,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Run the whole line on a synthetic sample and write one report.

    Everything goes to the folder 'demo' inside the warehouse, made anew each time: fictional works never meet
    real ones.
    """
    settings = settings_of_demo(settings_from(warehouse, config))
    with ProgressBar() as bar:
        rows, report, files = run_line(settings, works, bar)
    print_table(("step", "rows", "seconds"), rows, title="SYNTHETIC DATA: fictional institutions, no real figures")
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


def run_line(settings: Settings, works: int, bar: ProgressBar) -> tuple[list[Row], BuildReport, tuple[Path, Path]]:
    """Sample, ingest, build and report; gives a row per step, what was built, and the HTML and PDF files."""
    from analytics.openalex.snapshot import ingest_snapshot
    from analytics.reports import write_report
    from analytics.sample import write_sample

    start_clean(settings.warehouse)
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
    """One row per layer of tables, in the order of the line, and one for the audits; layers overlap in time."""
    rows: list[Row] = []
    for layer in LAYERS:
        taken = sum(s for table, s in built.seconds_by_step.items() if table.startswith(layer))
        made = sum(n for table, n in built.tables.items() if table.startswith(layer))
        rows.append((f"build {layer}*", made, taken))
    return [*rows, ("audit", len(built.audits), built.seconds_to_check)]


def start_clean(warehouse: Path) -> None:
    """Remove the last demo. Raises WarehouseNotWritable where the folder holds anything but a demo."""
    import shutil

    marker = warehouse / MARKER
    if warehouse.exists() and not marker.exists() and any(warehouse.iterdir()):
        raise WarehouseNotWritable(f"{warehouse} holds something else than a demo; name another --warehouse.")
    try:
        shutil.rmtree(warehouse, ignore_errors=True)
        warehouse.mkdir(parents=True, exist_ok=True)
        marker.write_text("Fictional works. 'aperture demo' removes this folder and makes it anew.\n", "utf-8")
    except OSError as error:
        raise WarehouseNotWritable(f"The warehouse {warehouse} cannot be written: {error.strerror}.") from None


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
