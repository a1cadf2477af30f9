"""`aperture ingest …`: take works in, from files, a snapshot or the API. Nothing is published by it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from flows.commands.options import Config, Warehouse, settings_from
from flows.printing import print_table, say
from flows.progress_bar import ProgressBar

if TYPE_CHECKING:
    from analytics.openalex.api.plan import ApiPlan
    from analytics.openalex.report import IngestReport

app = App(name="ingest", help="Take works in, from files, a snapshot or the API; publishes nothing.")


@app.command
def files(
    paths: Annotated[list[Path], Parameter(help="JSON lines of one kind of record, plain or gz, or folders of them.")],
    /,
    *,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Take in files of OpenAlex works, institutions, topics or funders; each file is asked what it holds."""
    from analytics.openalex.files import ingest_files

    settings = settings_from(warehouse, config)
    with ProgressBar() as bar:
        report = ingest_files(settings, paths, bar)
    finish(report)


@app.command
def snapshot(
    directory: Annotated[str, Parameter(help="Folder that holds 'data' or 'works', or a bucket: s3://openalex.")],
    /,
    *,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Take in an OpenAlex snapshot, from a folder or its bucket: works, and institutions, topics and funders where it
    has them; parts that have not changed are skipped."""
    from analytics.openalex.snapshot import ingest_snapshot

    settings = settings_from(warehouse, config)
    with ProgressBar() as bar:
        report = ingest_snapshot(settings, directory, bar)
    finish(report)


@app.command
def api(
    *,
    plan: Annotated[bool, Parameter(negative="", help="Only count what would be read, and what it costs.")] = False,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Take in works from the OpenAlex API, as `[api]` of the configuration says, then what they refer to; goes on
    where it stopped."""
    from analytics.openalex.api import ingest_api, plan_api

    settings = settings_from(warehouse, config)
    if plan:
        print_plan(plan_api(settings))
        return
    with ProgressBar() as bar:
        report = ingest_api(settings, bar)
    finish(report)


def print_plan(plan: ApiPlan) -> None:
    """One row per partition that is due, then what all of them need of the budget."""
    print_entities(plan)
    if not plan.readings:
        say("No works are due today: every partition has been read.")
        return
    print_table(
        ("partition", "filter", "reading", "works", "calls", "credits"),
        [(r.partition_id, shortened(r.filter), r.reading, r.works, r.calls, r.calls) for r in plan.readings],
    )
    uncounted = sum(reading.works is None for reading in plan.readings)
    say(f"\n{len(plan.readings):,} partitions, {plan.works:,} works, {plan.credits:,} calls, {plan.credits:,} credits.")
    if plan.problem:
        say(f"{uncounted:,} partitions could not be counted. {plan.problem}")
    say(f"Credits spent on counting: {plan.asked:,}; left today: {plan.left:,} of {plan.per_day:,}.")
    days = max(0.1, plan.credits / plan.per_day)
    say(f"Days of budget: {days:,.1f}; the last page would be read on {plan.ends}.")
    say("Works of more than 100 authors are asked for once more by themselves, which costs no credit.")
    say("Institutions, topics and funders that they name come on top, 100 a credit; how many is not known yet.")


def print_entities(plan: ApiPlan) -> None:
    """What works already taken in refer to and is still to be asked for."""
    if plan.entities:
        rows = [(beside.entity, beside.ids, beside.calls, beside.calls) for beside in plan.entities]
        print_table(("named by works", "not held", "calls", "credits"), rows)
        say()


def shortened(filters: str, most: int = 60) -> str:
    """A filter as a reader can take it in: decoded, the middle of a long one left out."""
    from urllib.parse import unquote

    text = unquote(filters)
    return text if len(text) <= most else f"{text[: most - 12]} … {text[-9:]}"


def finish(report: IngestReport) -> None:
    """Print the counts, then raise the first problem so that the exit code tells of it."""
    print_ingests({"ingest": report})
    for further in (*report.notes, *report.problems[1:]):
        print_problem(str(further))
    report.raise_first_problem()


def print_ingests(reports: dict[str, IngestReport]) -> None:
    """One row per source: parts read and skipped, records kept and left out by the filter, lines quarantined."""
    print_table(
        ("source", "parts", "skipped", "records", "left out", "quarantined"),
        [(n, r.parts, r.parts_skipped, r.records, r.left_out, r.quarantined) for n, r in reports.items()],
    )


def print_problem(sentence: str) -> None:
    """Say on stderr what else went wrong; the first problem of all is said by the command line itself."""
    print(sentence, file=sys.stderr)
