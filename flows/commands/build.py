"""`build`, `nightly` and `check`: make a warehouse, publish it, and audit again the published one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from analytics.errors import AuditFailed
from flows import line
from flows.commands.ingest import print_ingests, print_problem
from flows.commands.options import Config, Warehouse, settings_from
from flows.printing import print_table, say
from flows.progress_bar import ProgressBar

if TYPE_CHECKING:
    from analytics.warehouse.audits import Audit
    from analytics.warehouse.build import BuildReport


def build(*, warehouse: Warehouse = None, config: Config = None) -> None:
    """Build a new warehouse from what was taken in, audit it and publish it."""
    settings = settings_from(warehouse, config)
    with ProgressBar() as bar:
        report = line.build(settings, bar)
    print_build(report)


def nightly(*, warehouse: Warehouse = None, config: Config = None) -> None:
    """Take in every configured source, then build, audit and publish: one night, without Prefect."""
    settings = settings_from(warehouse, config)
    with ProgressBar() as bar:
        night = line.run_night(settings, bar)
    print_ingests(night.ingests)
    print_build(night.build)
    for note in night.notes:
        print_problem(note)


def check(*, warehouse: Warehouse = None, config: Config = None) -> None:
    """Audit the published warehouse again; fails when an audit of level 'error' fails."""
    from analytics.warehouse.build import audit_published

    audits = audit_published(settings_from(warehouse, config))
    print_audits(audits)
    raise_failed(audits)


def print_build(report: BuildReport) -> None:
    """The published tables with their rows, the audits that did not pass, and where the file is."""
    published = {name: rows for name, rows in report.tables.items() if name.startswith("out_")}
    print_table(("table", "rows"), published.items())
    troubled = [audit for audit in report.audits if not audit.is_passed]
    if troubled:
        print_audits(troubled)
    say(f"{len(report.audits) - len(troubled)} of {len(report.audits)} audits passed.")
    say(f"Published run {report.run_id}: {report.path}")


def print_audits(audits: Iterable[Audit]) -> None:
    """One row per audit: name, level, outcome, number of failing rows and what it found."""
    print_table(
        ("audit", "level", "outcome", "failures", "message"),
        [(a.name, a.level, _outcome(a), a.failures, a.message) for a in audits],
    )


def _outcome(audit: Audit) -> str:
    if audit.is_passed:
        return "passed"
    return "FAILED" if audit.level == "error" else "noted"


def raise_failed(audits: Iterable[Audit]) -> None:
    """Raise AuditFailed naming the audits of level 'error' that failed; warnings only show."""
    failed = [audit.name for audit in audits if audit.level == "error" and not audit.is_passed]
    if failed:
        raise AuditFailed(f"{len(failed)} audits of the published warehouse failed: {', '.join(failed)}.")
