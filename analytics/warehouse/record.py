"""The tables a build says about itself: run, audits, columns, rows and hashes of every table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

import duckdb
import polars as pl

from analytics.layout import FORMAT_VERSION
from analytics.openalex.shards import Part
from analytics.reference.methods import method_of
from analytics.settings import Settings
from analytics.tagging.version import tagger_version
from analytics.warehouse.audits import Audit
from analytics.warehouse.contents import Content
from analytics.warehouse.model import Column, Model, layer, sql_models
from analytics.warehouse.parameters import FROM_SETTINGS
from analytics.warehouse.past import method_version
from analytics.warehouse.runner import python_models

CHANGE_TABLES = ("out_change", "out_change_pair", "out_change_run", "out_alert")
# Tables that name the run itself, or tell what moved since the one before, differ from run to run; every other out_
# table must not.
RUN_TABLES = ("out_run", "out_audit", "out_column", "out_layer_rows", *CHANGE_TABLES)


@dataclass(frozen=True)
class Run:
    """What is known of a build before its tables are."""

    run_id: str
    started: datetime
    parts: Sequence[Part]
    reference: dict[str, str]


def write_record(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    run: Run,
    audits: Sequence[Audit],
    found: Mapping[str, Content],
    ended: datetime,
) -> None:
    """Write `out_audit`, `out_column`, `out_layer_rows` and `out_run` of a finished build."""
    rows = layer_rows(con, found)
    tables: dict[str, list[dict[str, Any]]] = {
        "out_audit": [
            {
                "audit_name": a.name,
                "level": a.level,
                "is_passed": a.is_passed,
                "failures": a.failures,
                "message": a.message,
            }
            for a in audits
        ],
        "out_column": list(_columns()),
        "out_layer_rows": rows,
        "out_run": [_run_row(con, settings, run, rows, ended)],
    }
    for name, content in tables.items():
        frame = pl.DataFrame(content, infer_schema_length=None).to_arrow()
        con.register("record", frame)
        con.execute(f"create table {name} as select * from record")
        con.unregister("record")


def layer_rows(con: duckdb.DuckDBPyConnection, found: Mapping[str, Content]) -> list[dict[str, Any]]:
    """Rows of every table, and a hash of the content of every ``out_`` table that no order of rows changes."""
    stored = [row[0] for row in con.execute("select table_name from duckdb_tables()").fetchall()]
    others = {name: Content(_rows(con, name), "", is_key=True) for name in stored if name not in found}
    return [
        {
            "table_name": name,
            "layer": layer(name),
            "row_meaning": _row_meaning(name),
            "rows": content.rows,
            "table_hash": content.table_hash,
        }
        for name, content in sorted({**found, **others}.items())
    ]


def _row_meaning(table: str) -> str:
    """What one row of ``table`` is; empty for given tables and for those that the record itself writes."""
    if table in sql_models():
        return sql_models()[table].row
    made = python_models().get(table)
    return (made.__doc__ or "").splitlines()[0] if made else ""


def _rows(con: duckdb.DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"select count(*) from {table}").fetchone()
    return int(row[0]) if row else 0


def _columns() -> list[dict[str, str | None]]:
    documented = [(model.name, column) for model in published_models() for column in model.columns]
    documented += [(table, column) for table, columns in _OWN_COLUMNS.items() for column in columns]
    return [
        {
            "table_name": table,
            "column_name": column.name,
            "unit": column.unit,
            "method": method_of(table, column.name, column.unit),
            "meaning": column.meaning,
        }
        for table, column in sorted(documented, key=lambda pair: pair[0])
    ]


def settings_hash(settings: Settings) -> str:
    """Twelve hex digits over every setting that can change a number: those that enter the SQL."""
    chosen = settings.model_dump(mode="json", include={"as_of", *FROM_SETTINGS})
    return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()[:12]


def _run_row(
    con: duckdb.DuckDBPyConnection, settings: Settings, run: Run, rows: list[dict[str, Any]], ended: datetime
) -> dict[str, Any]:
    hashes = "".join(row["table_hash"] for row in rows if row["table_name"] not in RUN_TABLES)
    counted = {row["table_name"]: row["rows"] for row in rows}
    as_of, known_on = con.execute("select as_of, known_on from ref_parameter").fetchall()[0]
    synthetic = con.execute(
        "select count(*) from stg_works where work_id between 9990000000 and 9999999999"
    ).fetchall()[0][0]
    return {
        "run_id": run.run_id,
        "started": run.started,
        "ended": ended,
        "as_of": as_of,
        "known_on": known_on,
        "source_kinds": "; ".join(sorted({part.source_kind for part in run.parts})),
        "source_release": max((part.release or "" for part in run.parts), default="") or None,
        "parts": len(run.parts),
        "code_version": version("aperture"),
        "method_version": method_version(),
        "settings_hash": settings_hash(settings),
        "taxonomy_version": run.reference["taxonomy"],
        "lists_version": run.reference["lists"],
        "reference_versions": json.dumps(run.reference, sort_keys=True),
        "tagger_version": tagger_version(counted["ref_tagger"]),
        "topic_model": None,
        "is_synthetic": synthetic > 0,
        "works": counted["stg_works"],
        "quarantined": sum(part.quarantined for part in run.parts),
        "format_version": FORMAT_VERSION,
        "tables_hash": hashlib.sha256(hashes.encode()).hexdigest()[:16],
    }


def _own(text: str) -> tuple[Column, ...]:
    rows = [line.split("|") for line in text.strip().splitlines()]
    return tuple(Column(*(cell.strip() for cell in row)) for row in rows)


_OWN_COLUMNS: dict[str, tuple[Column, ...]] = {
    "out_audit": _own("""
        audit_name | id | name of the audit; its SQL is under sql/audits, or it is the key of a model
        level | code | `error` keeps a build from being published, `warning` is shown with it
        is_passed | flag | no row contradicts the audit
        failures | rows | rows that contradict it
        message | text | what the audit states
    """),
    "out_column": _own("""
        table_name | id | published table
        column_name | id | its column
        unit | code | unit of the values
        method | id | card of `out_method` that says how the number is made; null for names, places and flags
        meaning | text | what a value means
    """),
    "out_layer_rows": _own("""
        table_name | id | a table of the build
        layer | code | its layer on the line
        row_meaning | text | what one row is, for tables that a model makes
        rows | rows | rows it has
        table_hash | hash | hash of its content for out_ tables, independent of row order
    """),
    "out_run": _own("""
        run_id | id | the build: when it started and a part of the hash of what went in
        started | time | when the build started (UTC)
        ended | time | when its audits were done (UTC)
        as_of | date | the day "today" means in `listed_now`
        known_on | date | only editions of lists published until that day were used; null: all of them
        source_kinds | code | `files`, `snapshot`, `api`, joined by `; `
        source_release | date | newest snapshot release among the parts
        parts | rows | ingested parts the build was made from
        code_version | id | version of Aperture
        method_version | hash | hash of every model and module of the code
        settings_hash | hash | hash of every setting that can change a number
        taxonomy_version | hash | hash of the technology files
        lists_version | hash | hash of the watchlist files
        reference_versions | text | hash of every kind of reference data, as JSON
        tagger_version | id | the frozen tag model; null: tags come from phrases and topics alone
        topic_model | id | version of OpenAlex's topic model where it is known
        is_synthetic | flag | the works are invented
        works | works | staged works
        quarantined | records | records in quarantine
        format_version | number | format of the warehouse
        tables_hash | hash | hash over all out_ tables that do not name the run
    """),
}


def published_models() -> list[Model]:
    """The models of the ``out_`` layer, by name."""
    return [model for _, model in sorted(sql_models().items()) if model.layer == "out"]
