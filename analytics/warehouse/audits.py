"""Two loudnesses of check: an error keeps a build from being published, a warning is shown with it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import duckdb

from analytics.warehouse.model import SQL, Model, sql_models


@dataclass(frozen=True)
class Audit:
    """A statement about the build, and how many rows contradict it."""

    name: str
    level: Literal["error", "warning"]
    failures: int
    message: str

    @property
    def is_passed(self) -> bool:
        """True where no row contradicts the statement."""
        return self.failures == 0


def run_audits(con: duckdb.DuckDBPyConnection, names: Collection[str] | None = None) -> list[Audit]:
    """Every audit under `sql/audits` and the key of every model, by name; or those called ``names``."""
    audits: dict[str, Callable[[], Audit]] = {
        path.stem: partial(_stated, con, path) for path in sorted((SQL / "audits").glob("*.sql"))
    }
    audits |= {f"key_{name}": partial(_key, con, model) for name, model in sorted(sql_models().items())}
    return [audit() for name, audit in audits.items() if names is None or name in names]


def _stated(con: duckdb.DuckDBPyConnection, path: Path) -> Audit:
    sql = path.read_text(encoding="utf-8")
    level, message = sql.splitlines()[0].removeprefix("-- ").split(": ", 1)
    if level not in ("error", "warning"):
        raise ValueError(f"{path}: the first line must be '-- error: …' or '-- warning: …'")
    return Audit(path.stem, "error" if level == "error" else "warning", _count(con, sql), message)


def _key(con: duckdb.DuckDBPyConnection, model: Model) -> Audit:
    key = ", ".join(model.key)
    nulls = " or ".join(f"{column} is null" for column in model.key)
    failures = 0
    if not _is_clean(con, model.name, key, nulls):
        failures = _count(con, f"select {key} from {model.name} group by {key} having count(*) > 1 or {nulls}")
    return Audit(f"key_{model.name}", "error", failures, f"({key}) is unique and known in {model.name}")


def _is_clean(con: duckdb.DuckDBPyConnection, table: str, key: str, nulls: str) -> bool:
    """True where as many hashes of the key differ as there are rows, and nothing in it is null.

    Numbers of 64 bits are compared in a fraction of the time that the key itself takes, which is mostly text.
    """
    query = f"select count(*) = count(distinct hash({key})) and count(*) filter (where {nulls}) = 0 from {table}"
    row = con.execute(query).fetchone()
    return bool(row and row[0])


def _count(con: duckdb.DuckDBPyConnection, select: str) -> int:
    row = con.execute(f"select count(*) from ({select})").fetchone()
    return int(row[0]) if row else 0
