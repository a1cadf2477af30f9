"""How one row of exposure figures is put into words: a small cell gives counts, never a rate."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.reports import numbers
from analytics.reports.document import Cell, cell
from analytics.reports.facts import Row


def is_small(row: Row) -> bool:
    """Whether a cell has too few works to print a rate; its counts are printed all the same."""
    return bool(row["is_small"]) or row["exposed_share"] is None


def of(row: Row) -> str:
    """Exposed works of all works, as counts: '12 of 148'."""
    return f"{numbers.count(row['exposed_works'])} of {numbers.count(row['works'])}"


def international(row: Row | None) -> Cell:
    """The openness counterpart of an exposure figure with its interval; counts where there is no rate."""
    if row is None:
        return cell(numbers.NOT_KNOWN)
    if is_small(row):
        return cell(f"{numbers.count(row['international_works'])} of {numbers.count(row['works'])}")
    interval = numbers.between(row["international_share_low"], row["international_share_high"])
    return cell(numbers.percent(row["international_share"]), f"({interval})")


def has_break(row: Row) -> bool:
    """Whether a year is marked as a coverage break; among a handful of works coverage always jumps."""
    return bool(row.get("is_coverage_break")) and not is_small(row)


def known(variant: str) -> str:
    """What must be known of an affiliation for a variant: its country, or its institution."""
    return "country" if variant == "country" else "institution"


def by_kind(rows: Sequence[Row | None]) -> dict[str, Row]:
    """The first row of each kind of coverage among rows that differ by variant only."""
    found: dict[str, Row] = {}
    for row in rows:
        if row is not None:
            found.setdefault(known(row["variant"]), row)
    return found


def coverage(rows: Sequence[Row | None]) -> Cell:
    """Coverage per kind, with a mark where it breaks; nothing where there is no rate to qualify."""
    lines = []
    for kind, row in by_kind(rows).items():
        if not is_small(row):
            lines.append(f"{kind} {numbers.percent(row['coverage'])}")
        if has_break(row):
            lines.append("coverage break")
    return cell(*lines) or cell(numbers.NOT_KNOWN)
