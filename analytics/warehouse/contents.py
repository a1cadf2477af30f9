"""What a finished table holds: rows, a hash, and whether its key is one; read in one pass, as views are made anew."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from analytics.warehouse.model import Model, sql_models


@dataclass(frozen=True)
class Content:
    """``table_hash`` depends on no order of rows and is empty for what is not published.

    ``is_key`` is true where as many hashes of the key differ as there are rows and nothing in it is null. Where it is
    false the key itself has to be looked at: two keys may share a hash of 64 bits.
    """

    rows: int
    table_hash: str
    is_key: bool


def contents(con: duckdb.DuckDBPyConnection) -> dict[str, Content]:
    """The content of every table made in SQL, by name."""
    return {name: content(con, model) for name, model in sql_models().items()}


def content(con: duckdb.DuckDBPyConnection, model: Model) -> Content:
    """The content of one table."""
    key = ", ".join(model.key)
    nulls = " or ".join(f"{column} is null" for column in model.key)
    if model.layer != "out":
        query = f"select count(*), count(distinct hash({key})), count(*) filter (where {nulls}) from {model.name}"
        rows, keys, unknown = con.execute(query).fetchall()[0]
        return Content(rows, "", rows == keys and not unknown)
    # DuckDB's own hash of every row: the digest of its text took longer than making the table.
    hashed = f"select hash({key}) as k, {nulls} as n, hash(t) as h from {model.name} as t"
    query = f"select count(*), count(distinct k), count(*) filter (where n), bit_xor(h), sum(h) from ({hashed})"
    rows, keys, unknown, xor, total = con.execute(query).fetchall()[0]
    table_hash = f"{xor or 0:016x}{int(total or 0) % 2**64:016x}"
    return Content(rows, table_hash, rows == keys and not unknown)
