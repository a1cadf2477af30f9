"""Two loudnesses of check: an error keeps a build from being published, a warning is shown with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import duckdb

from analytics.warehouse.contents import Content, contents
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


def run_audits(con: duckdb.DuckDBPyConnection, found: Mapping[str, Content] | None = None) -> list[Audit]:
    """Every audit under `sql/audits` and the key of every model, by name; ``found`` spares reading the tables again."""
    found = contents(con) if found is None else found
    stated = [stated_audit(con, path.stem) for path in sorted((SQL / "audits").glob("*.sql"))]
    return [*stated, *(key_audit(con, model, found[name]) for name, model in sorted(sql_models().items()))]


def stated_audit(con: duckdb.DuckDBPyConnection, name: str) -> Audit:
    """The audit ``name`` under `sql/audits`. Raises ValueError where its first line is not as it must be."""
    path = SQL / "audits" / f"{name}.sql"
    sql = path.read_text(encoding="utf-8")
    level, message = sql.splitlines()[0].removeprefix("-- ").split(": ", 1)
    if level not in ("error", "warning"):
        raise ValueError(f"{path}: the first line must be '-- error: …' or '-- warning: …'")
    return Audit(name, "error" if level == "error" else "warning", _count(con, sql), message)


def key_audit(con: duckdb.DuckDBPyConnection, model: Model, found: Content) -> Audit:
    """That the key of ``model`` is unique and known; its rows are looked at one by one only in doubt."""
    key = ", ".join(model.key)
    nulls = " or ".join(f"{column} is null" for column in model.key)
    failures = 0
    if not found.is_key:
        failures = _count(con, f"select {key} from {model.name} group by {key} having count(*) > 1 or {nulls}")
    return Audit(f"key_{model.name}", "error", failures, f"({key}) is unique and known in {model.name}")


def _count(con: duckdb.DuckDBPyConnection, select: str) -> int:
    row = con.execute(f"select count(*) from ({select})").fetchone()
    return int(row[0]) if row else 0
