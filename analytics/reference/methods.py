"""Method cards: the table `ref_method`, printed wherever numbers are."""

from __future__ import annotations

import polars as pl

from analytics.reference.documents import read_tables
from analytics.settings import REPOSITORY

_FIELDS = ("title", "formula", "source", "code", "settings")


def ref_method() -> pl.DataFrame:
    """One row per card of `data/methods/cards.toml`. Raises ReferenceError where a card is not complete."""
    document = read_tables(REPOSITORY / "data" / "methods" / "cards.toml")
    rows = []
    for method_id, card in document.values.items():
        if set(card) != set(_FIELDS):
            raise document.error(f"the card '{method_id}' needs exactly {', '.join(_FIELDS)}.", method_id)
        rows.append({"method_id": method_id, **card})
    return pl.DataFrame(rows, schema=dict.fromkeys(("method_id", *_FIELDS), pl.String()))
