"""Taiwan, International Trade Administration: Strategic High-Tech Commodities Entity List as CSV, layout of 2025.

Columns 項次item, 名稱name, 別名alias, 地址address, 國家代碼country code, 護照號碼ID Number. Names, aliases and
countries are separated by semicolons; a Chinese name follows behind 繁體中文： or 簡體中文：. Rows do not say whether
they are persons: only names that say that they are organisations are taken, and a row with a passport number among the
others is counted as a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from analytics.lists.entries import PERSONS, Cells, Entry, Layout, checked, names_a_body, pieces
from analytics.lists.places import Places

_LABEL = re.compile(r"[繁簡]體中文[：:]")


def read(rows: Iterable[Cells], places: Places) -> Iterator[Entry | str]:
    """One entry for each row with a name; further names in the cell become aliases."""
    for row in rows:
        names = [part for part in pieces(_LABEL.sub(";", row["name"]), ";；") if part]
        aliases = pieces(_LABEL.sub(";", row["aliases"]), ";；")
        if names and re.search(r"\d", row["identity"]) and not names_a_body(names[0]):
            yield PERSONS
        elif names:
            entry = Entry(
                names[0],
                places.first(pieces(row["country"], ";；,")),
                tuple((alias, "name") for alias in [*names[1:], *aliases]),
            )
            yield checked(entry, is_typed=False)


LAYOUT = Layout(
    "Taiwan SHTC Entity List (CSV)",
    {
        "name": "名稱name",
        "aliases": "別名alias",
        "country": "國家代碼country code",
        "identity": "護照號碼id number",
    },
    read,
    {
        "title": "Strategic High-Tech Commodities Entity List",
        "issuer": "International Trade Administration, Ministry of Economic Affairs, Taiwan",
        "jurisdiction": "TW",
        "force": "regulation",
        "legal_basis": "Foreign Trade Act, strategic high-tech commodities",
        "source_url": "https://www.trade.gov.tw/",
    },
)
