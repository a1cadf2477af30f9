"""What moved since the build before, and why; and the alerts of the night."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboards.measures import percent
from dashboards.pages.parts import say, table

Row = dict[str, Any]

CAUSES = {
    "new": "New works",
    "removed": "Works gone",
    "revised": "Revised works",
    "tags": "Fields",
    "lists": "Lists",
}
"""The causes of a change as columns are headed, in the order in which they are applied."""


def changed(run: Row | None, cells: list[Row], alerts: list[Row], names: dict[str, str]) -> list[Any]:
    """The section: one sentence on the whole build, the cells of this view that moved most, the alerts of this view.

    ``run`` is None in builds of an older Aperture; ``names`` are those of technologies.
    """
    if run is None or not run["is_compared"]:
        return [say(f"Nothing is compared: {run['basis'] if run else 'the build is older than this comparison'}.")]
    return [html.P(_sentence(run), className="lead"), *_cells(cells), *_alerts(run, alerts, names)]


def _sentence(run: Row) -> str:
    counts = (f"{run[f'works_{cause}']:,} {head.lower()}" for cause, head in list(CAUSES.items())[:3])
    moved = f"{run['works_tags']:,} works moved by fields and {run['works_lists']:,} by lists"
    return (
        f"Since build {run['previous_run_id']}: {', '.join(counts)}, {moved}; {run['cells']:,} cells of institutions"
        f" and countries differ, {run['pairs']:,} pairs of countries. The parts of a cell add up to its difference."
    )


def _cells(rows: list[Row]) -> list[Any]:
    if not rows:
        return [say("No country moved in this technology and for these counterparts.")]
    heads = ("Country", "Year", "Exposed works", "Works", *CAUSES.values())
    lines = [
        [
            row["unit_name"] or row["unit_id"],
            str(row["year"]),
            f"{row['exposed_works_before']:,} → {row['exposed_works_after']:,}",
            f"{row['works_before']:,} → {row['works_after']:,}",
            *(f"{row[f'exposed_works_{cause}']:+,}" for cause in CAUSES),
        ]
        for row in rows
    ]
    return [table("Countries whose exposed works moved most; causes are of exposed works", heads, lines, numeric=1)]


def _alerts(run: Row, rows: list[Row], names: dict[str, str]) -> list[Any]:
    if not rows:
        return [say(f"No alerts here. {run['cells_tested']:,} cells were tested; {run['alert_basis']}.")]
    heads = ("Unit", "Technology", "Year", "Share", "Years before", "False discovery rate", "Most of it from")
    lines = [
        [
            row["unit_name"] or row["unit_id"],
            names.get(row["technology_id"], row["technology_id"]),
            str(row["year"]),
            f"{percent(row['exposed_share'])} of {row['works']:,}",
            f"{percent(row['base_share'])} of {row['base_works']:,}",
            f"{row['q_value']:.3f}",
            CAUSES[row["main_part"]].lower(),
        ]
        for row in rows
    ]
    caption = "Alerts: the newest complete year differs from the five before it; a prompt to look, not a finding"
    return [table(caption, heads, lines, numeric=2)]
