"""The build published before the one being made, as `past_` tables: what "what changed since" compares with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, cast

import duckdb
import polars as pl

from analytics.layout import FORMAT_VERSION, current
from analytics.settings import REPOSITORY
from analytics.warehouse.codes import NUMBERED, replaced
from analytics.warehouse.duckdb_engine import DuckEngine

Kind = pl.DataType | type[pl.DataType]
Schema = Mapping[str, Kind]

_WEIGHT, _SUM = pl.Decimal(18, 17), pl.Decimal(38, 17)
_CELL = ("profile_id", "variant", "unit_kind", "unit_id", "technology_id", "tag_scope")
_PAIR = ("country_x", "country_y", "technology_id", "tag_scope")


def _texts(*names: str, **more: Kind) -> dict[str, Kind]:
    return dict.fromkeys(names, cast(Kind, pl.String)) | more


PAST: dict[str, tuple[str, Schema]] = {
    "past_works": ("stg_works", _texts("work_id", publication_year=pl.Int64, publication_date=pl.Date)),
    "past_record": ("stg_record", _texts("work_id")),
    "past_text": ("stg_text", _texts("work_id", "title", "abstract")),
    "past_topic": ("stg_topic", _texts("work_id", "topic_id", topic_score=pl.Float64)),
    "past_work_unit": ("ind_work_unit", _texts("hk_mo", "unit_kind", "work_id", "unit_id", weight=_WEIGHT)),
    "past_work_scope": ("tag_work_scope", _texts("work_id", "technology_id", "tag_scope")),
    "past_work_exposed": ("ind_work_exposed", _texts("profile_id", "variant", "work_id")),
    "past_profile_variant": ("tag_profile_variant", _texts("profile_id", "variant", "hk_mo")),
    "past_technology": ("ref_technology", _texts("technology_id")),
    "past_exposure_year": (
        "ind_exposure_year",
        _texts(*_CELL, publication_year=pl.Int64, works=pl.Int64, exposed_works=pl.Int64)
        | {"works_fractional": _SUM, "exposed_fractional": _SUM},
    ),
    "past_country_link_year": (
        "ind_country_link_year",
        _texts(*_PAIR, publication_year=pl.Int64, joint_works=pl.Int64),
    ),
}
"""Table → the table of the earlier build it shows, and the columns that are read of it."""

_RUN: Schema = {
    "run_id": pl.String,
    "is_compared": pl.Boolean,
    "problem": pl.String,
    "is_taxonomy_changed": pl.Boolean,
    "is_lists_changed": pl.Boolean,
    "is_settings_changed": pl.Boolean,
    "is_method_changed": pl.Boolean,
}
_LISTS = ("lists", "profiles", "countries", "institutions")


def empty_past() -> dict[str, pl.DataFrame]:
    """Every ``past_`` table without rows; ``past_run`` has none either, so nothing at all is compared."""
    frames = {table: pl.DataFrame(schema=schema) for table, (_, schema) in PAST.items()}
    return frames | {"past_run": pl.DataFrame(schema=_RUN)}


@contextmanager
def past_tables(
    engine: DuckEngine, before: Path | None, reference: Mapping[str, str], parameter: pl.DataFrame
) -> Iterator[set[str]]:
    """Let ``engine`` see the build at ``before`` as ``past_`` tables, without copying it; afterwards no trace is left.

    ``reference`` and ``parameter`` are those of the build being made. A file that is no build, or one without the
    tables that are compared, is no history: the reason stands in ``past_run.problem``.
    """
    run = _first()
    frames = {
        table: frame.cast({name: pl.Int64 for name in NUMBERED if name in frame.columns})
        for table, frame in empty_past().items()
    }
    if before is not None:
        try:
            run = _attached(engine.con, before, reference, parameter)
            frames = {}
        except (duckdb.Error, ValueError) as error:
            _forget(engine.con)
            reason = str(error).splitlines()[0] if str(error) else "it cannot be read"
            run = run | {"problem": f"The build before, {before.stem}, is not compared with: {reason}"}
    for table, frame in (frames | {"past_run": pl.DataFrame([run], schema=_RUN)}).items():
        engine.store(table, [frame])
    try:
        yield {*PAST, "past_run"}
    finally:
        _forget(engine.con)


def published_before(warehouse: Path) -> Path | None:
    """The build the link points to now. One that was killed before may lie in ``builds``, but is no history."""
    link = current(warehouse)
    return link.resolve() if link.exists() else None


@cache
def method_version() -> str:
    """Twelve hex digits over every model and module: where they differ, a number may mean something else."""
    digest = hashlib.sha256()
    for path in sorted([*(REPOSITORY / "sql").rglob("*.sql"), *(REPOSITORY / "analytics").rglob("*.py")]):
        digest.update(path.relative_to(REPOSITORY).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _first() -> dict[str, Any]:
    return {"run_id": None, "is_compared": False, "problem": None} | dict.fromkeys(list(_RUN)[3:], False)


def _attached(
    con: duckdb.DuckDBPyConnection, before: Path, reference: Mapping[str, str], parameter: pl.DataFrame
) -> dict[str, Any]:
    quoted = str(before).replace("'", "''")
    con.execute(f"attach '{quoted}' as past (read_only)")
    run = con.execute("select run_id, format_version, reference_versions, method_version from past.out_run").fetchone()
    if run is None or run[1] != FORMAT_VERSION:
        raise ValueError("it was not made by a version that counts the same way")
    for table, (source, schema) in PAST.items():
        # Codes of another build are not those of this one: its texts are.
        coded = [name for name, kind in schema.items() if kind == pl.String and name not in NUMBERED]
        shown = replaced(f"select {', '.join(schema)} from past.{source}", {c: f"cast({c} as varchar)" for c in coded})
        con.execute(f"create view {table} as {shown}")
    versions, settings = json.loads(run[2]), pl.DataFrame(con.sql("from past.ref_parameter").to_arrow_table())
    return {
        "run_id": run[0],
        "is_compared": True,
        "problem": None,
        "is_taxonomy_changed": versions["taxonomy"] != reference["taxonomy"],
        "is_lists_changed": any(versions[kind] != reference[kind] for kind in _LISTS),
        "is_settings_changed": settings.drop("as_of").rows(named=True) != parameter.drop("as_of").rows(named=True),
        "is_method_changed": run[3] != method_version(),
    }


def _forget(con: duckdb.DuckDBPyConnection) -> None:
    kinds = con.execute(
        "select table_type, table_name from information_schema.tables "
        "where table_catalog = current_database() and starts_with(table_name, 'past_')"
    ).fetchall()
    for kind, table in kinds:
        con.execute(f"drop {'view' if kind == 'VIEW' else 'table'} {table}")
    if con.execute("select 1 from duckdb_databases() where database_name = 'past'").fetchone():
        con.execute("detach past")
