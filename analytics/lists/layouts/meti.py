"""Japan, METI: End User List as spreadsheet, layout of the edition of 2025-01-31.

A header row with "No.", "Country or Region", "Company or Organization", "Also Known As" and "Type of WMD", each below
its Japanese name in the same cell. Aliases stand in one cell, each behind a middle dot. The list holds companies and
organisations only, without dates and lasting ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analytics.lists.entries import Cells, Entry, Layout, checked, collapsed, pieces
from analytics.lists.places import Places


def read(rows: Iterable[Cells], places: Places) -> Iterator[Entry | str]:
    """One entry for each numbered row."""
    for row in rows:
        if collapsed(row["name"]):
            entry = Entry(
                collapsed(row["name"]),
                places.code(row["country"]),
                tuple((alias, "name") for alias in pieces(row["aliases"], "・･•;")),
                category=collapsed(row["category"]),
            )
            yield checked(entry, is_typed=True)


LAYOUT = Layout(
    "METI End User List (XLSX)",
    {
        "country": "country or region",
        "name": "company or organization",
        "aliases": "also known as",
        "category": "type of wmd",
    },
    read,
    {
        "title": "End User List",
        "issuer": "Ministry of Economy, Trade and Industry, Japan",
        "jurisdiction": "JP",
        "force": "regulation",
        "legal_basis": "Export Trade Control Order, catch-all control",
        "source_url": "https://www.meti.go.jp/policy/anpo/",
    },
)
