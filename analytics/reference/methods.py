"""Method cards, printed wherever numbers are, and which column each of them is about."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

import polars as pl

from analytics.reference.documents import read_tables
from analytics.reference.rows import read_rows
from analytics.settings import REPOSITORY

_METHODS = REPOSITORY / "data" / "methods"
_FIELDS = ("title", "formula", "source", "code", "settings")
_NO_NUMBERS = frozenset({"id", "text", "code", "flag", "link", "date", "time", "hash", "years", "year"})
"""Units of columns that name, place or describe: no method makes them."""


def ref_method() -> pl.DataFrame:
    """One row per card of `data/methods/cards.toml`. Raises ReferenceError where a card is not complete."""
    document = read_tables(_METHODS / "cards.toml")
    rows = []
    for method_id, card in document.values.items():
        if set(card) != set(_FIELDS):
            raise document.error(f"the card '{method_id}' needs exactly {', '.join(_FIELDS)}.", method_id)
        rows.append({"method_id": method_id, **card})
    return pl.DataFrame(rows, schema=dict.fromkeys(("method_id", *_FIELDS), pl.String()))


@dataclass(frozen=True)
class ColumnRule:
    """Columns of tables, both with `*` for any text, and the card that says how they are made."""

    tables: str
    columns: str
    method_id: str

    def fits(self, table: str, column: str) -> bool:
        """Whether the rule speaks of ``column``."""
        return fnmatchcase(table, self.tables) and fnmatchcase(column, self.columns)


@cache
def column_rules() -> tuple[ColumnRule, ...]:
    """The rules of `data/methods/columns.csv` in their order: the first that fits a column counts."""
    rows = read_rows(_METHODS / "columns.csv", ("tables", "columns", "method_id"))
    return tuple(ColumnRule(row.filled("tables"), row.filled("columns"), row.filled("method_id")) for row in rows)


def method_of(table: str, column: str, unit: str) -> str | None:
    """The card of a published number; None for a column that is none, or that no rule speaks of."""
    if unit in _NO_NUMBERS:
        return None
    return next((rule.method_id for rule in column_rules() if rule.fits(table, column)), None)
