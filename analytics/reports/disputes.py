"""What is said against links of listings: shown wherever a dispute touches the institution's works."""

from __future__ import annotations

from analytics.reports import numbers
from analytics.reports.document import Block, Column, cell, heading, plain
from analytics.reports.facts import Facts

CAPTION = (
    "Links between a listing and an institution that somebody has shown to be wrong. They count in no figure; the"
    " works are those of this institution that would otherwise have stood with the listing."
)


def dispute_blocks(facts: Facts) -> list[Block]:
    """A table of the disputed links on this institution's works, or nothing."""
    if not facts.disputes:
        return []
    columns = (
        Column("Listing", 1.8),
        Column("Is said not to be", 1.5),
        Column("Why", 2),
        Column("Since", 1),
        Column("Works, listed then", 0.8, True),
        Column("Works, listed now", 0.8, True),
    )
    rows = tuple(
        (
            cell(plain(row["name_as_listed"]), plain(row["list_title"])),
            cell(plain(row["disputed_name"]), row["disputed_id"]),
            cell(plain(row["reason"])),
            cell(numbers.day(row["disputed_on"])),
            cell(numbers.count(row["works_then"])),
            cell(numbers.count(row["works_now"])),
        )
        for row in facts.disputes
    )
    return [heading("Disputed links"), Block("table", CAPTION, columns=columns, rows=rows)]
