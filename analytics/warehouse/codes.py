"""Ids and codes of few values are kept as numbers in a build: sums by seven of them then hash bytes instead of texts.

DuckDB writes the names of such a type into the file once a column, so only small vocabularies are coded, no ids of
works or institutions; what is published is text. What it saves is measured by `tests/benchmarks/codes.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from analytics.warehouse.model import sql_models

_UNITS = ("hk_mo", "unit_hk_mo", "unit_kind", "partner_kind", "home_kind", "home_id")
CODED = frozenset({"technology_id", "tag_scope", "profile_id", "variant", *_UNITS})
"""Columns kept as numbers. All share one type, so that any two of them are compared as numbers."""

_FURTHER = """
    select distinct home_id from ({tag_home_technology})
    union select technology_id from past_technology
    union select profile_id from past_profile_variant
"""
"""Values that stand in no reference table as they are; a model's name stands for its SQL."""


def vocabulary(rows: Callable[[str], list[tuple[Any, ...]]], reference: Mapping[str, pl.DataFrame]) -> list[str]:
    """Every text that models name themselves, and every value of a coded column, of this build or the one before.

    ``rows`` gives those of a SELECT on the engine that holds ``reference`` and the build before.
    """
    models = sql_models()
    said = {text for model in models.values() for text in model.texts}
    for frame in reference.values():
        for name in CODED.intersection(frame.columns):
            said.update(frame[name].drop_nulls())
    further = rows(_FURTHER.format_map({name: model.sql for name, model in models.items()}))
    return sorted(said.union(value for (value,) in further if value is not None))


def coded(select: str, columns: Mapping[str, str]) -> str:
    """``select`` with numbers of the type `code` for texts of `CODED`; ``columns`` are its columns and their types."""
    return cast(select, [name for name, kind in columns.items() if kind == "VARCHAR" and name in CODED], "code")


def texts(select: str, columns: Mapping[str, str]) -> str:
    """``select`` with texts for all columns that hold codes."""
    return cast(select, [name for name, kind in columns.items() if kind.startswith("ENUM")], "varchar")


def cast(select: str, names: Sequence[str], kind: str) -> str:
    """``select`` with the columns ``names`` of another type."""
    casts = ", ".join(f"cast({name} as {kind}) as {name}" for name in names)
    return f"select * replace ({casts}) from ({select})" if names else select
