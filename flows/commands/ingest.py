"""`aperture ingest …`: take works in, from files, a snapshot or the API. Nothing is published by it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from flows.commands.options import Config, Warehouse, settings_from
from flows.printing import print_table
from flows.progress_bar import ProgressBar

if TYPE_CHECKING:
    from analytics.openalex.report import IngestReport

app = App(name="ingest", help="Take works in, from files, a snapshot or the API; publishes nothing.")


@app.command
def files(
    paths: Annotated[list[Path], Parameter(help="JSON lines of works, plain or gz, or folders of them.")],
    /,
    *,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Take in files of OpenAlex works."""
    from analytics.openalex.files import ingest_files

    settings = settings_from(warehouse, config)
    with ProgressBar() as bar:
        report = ingest_files(settings, paths, bar)
    finish(report)


@app.command
def snapshot(
    directory: Annotated[Path, Parameter(help="Folder of the snapshot: the one that holds 'data' or 'works'.")],
    /,
    *,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Take in a downloaded OpenAlex snapshot; parts already taken in are skipped."""
    from analytics.openalex.snapshot import ingest_snapshot

    settings = settings_from(warehouse, config)
    with ProgressBar() as bar:
        report = ingest_snapshot(settings, directory, bar)
    finish(report)


@app.command
def api(*, warehouse: Warehouse = None, config: Config = None) -> None:
    """Take in works from the OpenAlex API, as `[api]` of the configuration says; goes on where it stopped."""
    from analytics.openalex.api import ingest_api

    settings = settings_from(warehouse, config)
    with ProgressBar() as bar:
        report = ingest_api(settings, bar)
    finish(report)


def finish(report: IngestReport) -> None:
    """Print the counts, then raise the first problem so that the exit code tells of it."""
    print_ingests({"ingest": report})
    for further in report.problems[1:]:
        print_problem(str(further))
    report.raise_first_problem()


def print_ingests(reports: dict[str, IngestReport]) -> None:
    """One row per source: parts read, parts skipped, records kept, lines quarantined."""
    print_table(
        ("source", "parts", "skipped", "records", "quarantined"),
        [(n, r.parts, r.parts_skipped, r.records, r.quarantined) for n, r in reports.items()],
    )


def print_problem(sentence: str) -> None:
    """Say on stderr what else went wrong; the first problem of all is said by the command line itself."""
    print(sentence, file=sys.stderr)
