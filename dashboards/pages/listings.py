"""What lists say of one institution, each listing on its own, and which links are disputed."""

from __future__ import annotations

from typing import Any

from dash import html

from analytics.warehouse.published import Published
from dashboards import queries
from dashboards.pages.evidence import way
from dashboards.pages.parts import link, table

Row = dict[str, Any]


def listings_section(db: Published, institution_id: str) -> list[Any]:
    """The listings of the institution and the disputes on its works; nothing where there are none."""
    listings = queries.institution_listings(db, institution_id)
    disputes = queries.institution_disputes(db, institution_id)
    parts = [*([_listings(listings)] if listings else []), *([_disputes(disputes)] if disputes else [])]
    return [html.Section([html.H2("Lists and disputes"), *parts])] if parts else []


def _listings(rows: list[Row]) -> Any:
    heads = ("List", "Listed as", "Way", "Since", "Until", "Evidence", "On it now", "Works while listed")
    lines = [
        [
            link(row["source_url"], row["list_title"]),
            row["name_as_listed"],
            way(row),
            f"{row['effective_from']} ({row['listed_from_precision']})",
            str(row["listed_until"] or ""),
            (row["evidence"] or "").replace("_", " "),
            "yes" if row["is_listed_now"] else "no",
            f"{row['works_then']:,}",
        ]
        for row in rows
    ]
    return table("Every listing that counts for this institution, whatever the profile", heads, lines, numeric=7)


def _disputes(rows: list[Row]) -> Any:
    heads = ("Listing", "List", "Is said not to be", "Why", "Since", "Works, then", "Works, now")
    lines = [
        [
            row["name_as_listed"],
            row["list_title"],
            row["disputed_name"] or row["disputed_id"],
            row["reason"],
            str(row["disputed_on"]),
            f"{row['works_then']:,}",
            f"{row['works_now']:,}",
        ]
        for row in rows
    ]
    title = "Disputed links count in no figure; the works are those here that would have stood with the listing"
    return table(title, heads, lines, numeric=5)
