"""What a finished table holds: rows, a hash, and whether its key is one; read in one pass, as views are made anew."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import duckdb

from analytics.warehouse.keys import Need, proof
from analytics.warehouse.model import Model, sql_models


@dataclass(frozen=True)
class Content:
    """``table_hash`` depends on no order of rows and is empty for what is not published.

    ``is_key`` is true where as many hashes of the key differ as there are rows and nothing in it is null, and of a view
    also where `keys.proof` says so of tables that were looked at. Where it is false the key itself has to be looked at:
    two keys may share a hash of 64 bits.
    """

    rows: int
    table_hash: str
    is_key: bool


def contents(con: duckdb.DuckDBPyConnection) -> dict[str, Content]:
    """The content of every table made in SQL, by name."""
    found: dict[str, Content] = {}
    for name, model in sql_models().items():
        if name not in found:
            found[name] = content(con, model, found)
    return found


def content(con: duckdb.DuckDBPyConnection, model: Model, found: dict[str, Content] | None = None) -> Content:
    """The content of one table; ``found`` holds those known before, and is given those that prove the key of a view."""
    known, is_hashed = {} if found is None else found, model.layer == "out"
    proven = proof(model) if model.is_view else None
    if proven is None or not all(_holds(con, need, known) for need in proven.needs):
        return _read(con, model.name, model.key, is_hashed=is_hashed)
    return _read(con, model.name if is_hashed else proven.source, is_hashed=is_hashed)


def _holds(con: duckdb.DuckDBPyConnection, need: Need, found: dict[str, Content]) -> bool:
    model = sql_models().get(need.table)
    if model is None or not need.columns.issuperset(model.key):
        read = _read(con, need.table, need.columns)
        return read.is_key if need.columns else read.rows < 2
    if need.table not in found:
        found[need.table] = content(con, model, found)
    return found[need.table].is_key


def _read(con: duckdb.DuckDBPyConnection, table: str, key: Collection[str] = (), *, is_hashed: bool = False) -> Content:
    """What ``table`` holds; without ``key`` nothing is asked of one."""
    columns, sums = ["0 as one"], ["count(*)", "true"]
    if key:
        columns += [f"hash({', '.join(key)}) as k", f"{' or '.join(f'{column} is null' for column in key)} as n"]
        sums[1] = "count(*) = count(distinct k) and count(*) filter (where n) = 0"
    if is_hashed:  # DuckDB's own hash of every row: the digest of its text took longer than making the table.
        columns, sums = [*columns, "hash(t) as h"], [*sums, "bit_xor(h)", "sum(h)"]
    query = f"select {', '.join(sums)} from (select {', '.join(columns)} from {table} as t)"
    rows, is_key, *hashes = con.execute(query).fetchall()[0]
    if not is_hashed:
        return Content(rows, "", is_key)
    return Content(rows, f"{hashes[0] or 0:016x}{int(hashes[1] or 0) % 2**64:016x}", is_key)
