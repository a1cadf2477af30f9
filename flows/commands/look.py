"""`tables` and `status`: what is published and how it stands."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from flows.commands.country_rule import say_build, say_labels, say_recorded
from flows.commands.options import Config, Warehouse, settings_from
from flows.errors import UnknownTable
from flows.printing import as_text, print_table, printable, say

if TYPE_CHECKING:
    from analytics.warehouse.published import Published

SYNTHETIC = "SYNTHETIC DATA: fictional institutions, no real figures"
RECENT_YEARS = 8


def tables(
    table: Annotated[str | None, Parameter(help="One table, such as out_country_year; all without it.")] = None,
    /,
    *,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Show every published table and column with its meaning, unit and method."""
    from analytics.warehouse.published import open_published

    with open_published(settings_from(warehouse, config)) as published:
        columns = published.rows(
            "select table_name, column_name, unit, method, meaning from out_column order by table_name, column_name"
        )
    by_table: dict[str, list[dict[str, Any]]] = {}
    for column in columns:
        by_table.setdefault(column["table_name"], []).append(column)
    if table is not None and table not in by_table:
        raise UnknownTable(f"No published table is called '{table}'; the published ones: {', '.join(by_table)}.")
    for name in [table] if table is not None else list(by_table):
        shown = ("column_name", "unit", "method", "meaning")
        rows = [tuple(column[of] or "" for of in shown) for column in by_table[name]]
        print_table(("column", "unit", "method", "meaning"), rows, title=name)
        say()


def status(
    *,
    coverage: Annotated[
        bool, Parameter(negative="", help="How much is known of each year, and what is missing.")
    ] = False,
    labels: Annotated[
        Path | None, Parameter(help="A CSV of affiliation strings and countries to measure the country rule on.")
    ] = None,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Show the last published run: its age, source, coverage, intake, audits, and parts that came damaged."""
    from analytics.warehouse.published import open_published

    settings = settings_from(warehouse, config)
    if labels is not None:
        say_labels(settings, labels)
        return
    with open_published(settings) as published:
        _run(published)
        if coverage:
            say_recorded()
            say_build(published)
            _section(published, "What records lack", MISSING)
            _section(published, "Coverage by year of publication", COVERAGE_BY_YEAR)
            return
        _section(published, "Coverage of the last years", COVERAGE)
        _section(published, "Intake", "select reason, records from out_intake order by records desc, reason")
        _changed(published)
        _section(published, "Held beside works", "select * from out_entity order by entity")
        _problems(published)
        _audits(published)


COVERAGE = f"""
select cast(year as varchar) as year, works, coverage_institution, coverage_country
from out_coverage order by out_coverage.year desc limit {RECENT_YEARS}
"""
# Shares of all years weigh each work alike, as those of one year do.
COVERAGE_BY_YEAR = """
select coalesce(cast(year as varchar), 'all') as year, cast(sum(works) as bigint) as works,
    1 - sum(unknown_institution_mass) / sum(works) as coverage_institution,
    1 - sum(unknown_country_mass) / sum(works) as coverage_country,
    sum(unknown_institution_mass) / sum(works) as credit_unknown_institution,
    sum(unknown_country_mass) / sum(works) as credit_unknown_country,
    cast(sum(works_without_topic) as bigint) as works_without_topic,
    cast(sum(works_without_abstract) as bigint) as works_without_abstract,
    cast(sum(works_truncated) as bigint) as works_truncated,
    cast(sum(excluded_links) as bigint) as excluded_links
from out_coverage group by rollup (out_coverage.year) having sum(works) > 0 order by out_coverage.year nulls last
"""
MISSING = """
select field, works, missing, missing_share as share from out_missing
where missing > 0 order by missing desc, field
"""
PROBLEMS = "select part_id as part, problem from raw_part where problem is not null order by part_id"
AUDITS = """
select audit_name as audit, level, failures, message from out_audit where not is_passed
order by level, audit_name
"""
RUN = (
    *("run_id", "started", "ended", "age", "source_kinds", "source_release", "as_of", "works", "quarantined"),
    *("code_version", "taxonomy_version", "lists_version", "topic_model"),
)


def _run(published: Published) -> None:
    run = published.rows("select * from out_run")[0]
    if run["is_synthetic"]:
        say(SYNTHETIC)
    run["age"] = age(run["ended"])
    lines = [(name.replace("_", " "), as_text(run[name]) or "not known") for name in RUN if name in run]
    print_table(("published", str(published.path)), lines)


def _changed(published: Published) -> None:
    if not published.rows("select 1 from out_column where table_name = 'out_change_run'"):
        return  # a build of an older Aperture
    run = published.rows("select * from out_change_run")[0]
    say(f"\nWhat changed: {run['basis']}")
    if run["is_compared"]:
        causes = [(name, run[f"works_{name}"]) for name in ("new", "removed", "revised", "tags", "lists")]
        title = f"{run['cells']:,} cells and {run['pairs']:,} pairs of countries differ"
        print_table(("cause", "works"), causes, title=title)
        say(f"Alerts: {run['alerts']} of {run['cells_tested']} cells tested; {run['alert_basis']}")


def _audits(published: Published) -> None:
    passed = published.rows("select count(*) as audits, count(*) filter (is_passed) as passed from out_audit")[0]
    say(f"\n{passed['passed']} of {passed['audits']} audits passed; 'aperture check' shows each.")
    if passed["passed"] < passed["audits"]:
        _section(published, "Not passed", AUDITS)


def _problems(published: Published) -> None:
    rows = [(row["part"], printable(row["problem"])) for row in published.rows(PROBLEMS)]
    if rows:
        say()
        print_table(("part", "problem"), rows, title="Parts that came damaged; what could be read of them counts")


def _section(published: Published, title: str, sql: str) -> None:
    rows = published.rows(sql)
    say()
    if rows:
        print_table(list(rows[0]), [list(row.values()) for row in rows], title=title)
    else:
        say(f"{title}: nothing")


def age(ended: datetime | str, now: datetime | None = None) -> str:
    """Time since ``ended`` (UTC where it has no zone) in words: '3 hours', '2 days'."""
    moment = datetime.fromisoformat(ended) if isinstance(ended, str) else ended
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    seconds = int(((now or datetime.now(UTC)) - moment).total_seconds())
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            return f"{seconds // size} {unit}{'s' if seconds >= 2 * size else ''}"
    return f"{max(seconds, 0)} second{'' if seconds == 1 else 's'}"
