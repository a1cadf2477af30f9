"""Ids and codes are kept as numbers in a build, and published as texts: joins and sums then hash bytes, not letters.

An id of a work is its own number. Of ids and codes of few values there is a vocabulary: DuckDB writes its names into
the file once a column, so it holds no institutions. What that saves is measured by `tests/benchmarks/codes.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from analytics.warehouse.model import sql_models

_UNITS = ("hk_mo", "unit_hk_mo", "unit_kind", "partner_kind", "home_kind", "home_id")
CODED = frozenset({"technology_id", "tag_scope", "profile_id", "variant", *_UNITS})
"""Columns kept as places in the vocabulary. All share one type, so that any two are compared as numbers."""
NUMBERED = {"work_id": "W"}
"""Columns kept as the number after a letter, which every id in them has: what is read makes sure of it."""

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
    """``select`` with numbers for texts of `CODED` and `NUMBERED`; ``columns`` are its columns and their types."""
    said = [name for name, kind in columns.items() if kind == "VARCHAR"]
    numbers = {name: f"cast(substr({name}, 2) as bigint)" for name in said if name in NUMBERED}
    return replaced(select, numbers | {name: f"cast({name} as code)" for name in said if name in CODED})


def texts(select: str, columns: Mapping[str, str]) -> str:
    """``select`` with texts for all columns that hold codes or numbers of ids."""
    ids = {n: f"'{NUMBERED[n]}' || {n}" for n, kind in columns.items() if n in NUMBERED and kind == "BIGINT"}
    codes = [name for name, kind in columns.items() if kind.startswith("ENUM")]
    return replaced(select, ids | {name: f"cast({name} as varchar)" for name in codes})


def shown(frame: pl.DataFrame) -> pl.DataFrame:
    """``frame`` with texts for numbers of ids."""
    ids = [name for name in NUMBERED if frame.schema.get(name) == pl.Int64]
    return frame.with_columns(pl.format(NUMBERED[name] + "{}", name).alias(name) for name in ids)


def replaced(select: str, columns: Mapping[str, str]) -> str:
    """``select`` with other expressions for some of its ``columns``."""
    said = ", ".join(f"{expression} as {name}" for name, expression in columns.items())
    return f"select * replace ({said}) from ({select})" if said else select
