"""One SQL model: what its header promises and which tables its SELECT reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sqlglot
from sqlglot import exp

from analytics.settings import REPOSITORY

SQL = REPOSITORY / "sql"
LAYERS = ("raw", "ref", "past", "stg", "pred", "tag", "ind", "est", "out")
"""In the order of the line; a table reads its own layer or an earlier one."""

_COLUMN = re.compile(r"^-- (\w+) \[([^\]]+)\]: (.+)$")


@dataclass(frozen=True)
class Column:
    """What a published column means. ``unit`` is `works`, `share`, `id`, `text` and the like."""

    name: str
    unit: str
    meaning: str


@dataclass(frozen=True)
class Model:
    """A table and the SELECT that makes it, in DuckDB's SQL within the portable subset."""

    name: str
    sql: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    inputs: frozenset[str]
    texts: frozenset[str]
    """Every text it names itself, as in `'high' as tag_scope`."""
    is_view: bool
    """Not stored but made when it is read: what it repeats would fill most of a build."""

    @property
    def layer(self) -> str:
        """The prefix of the table's name."""
        return layer(self.name)


def layer(table: str) -> str:
    """The layer a table belongs to, by its prefix."""
    return table.split("_", 1)[0]


def parse_model(path: Path) -> Model:
    """Read one model file. Raises ValueError where its header or its SELECT is not as it must be."""
    sql = path.read_text(encoding="utf-8")
    header = [line for line in sql.splitlines() if line.startswith("--")]
    if not header or not header[0].startswith("-- One row: "):
        raise ValueError(f"{path}: the first line must say what one row is: '-- One row: …'")
    keys = [line.removeprefix("-- key: ") for line in header if line.startswith("-- key: ")]
    if len(keys) != 1:
        raise ValueError(f"{path}: one line '-- key: …' is needed")
    tree = _select(path, sql)
    local = {cte.alias for cte in tree.find_all(exp.CTE)}
    return Model(
        name=path.stem,
        sql=sql,
        row=header[0].removeprefix("-- One row: "),
        key=tuple(part.strip() for part in keys[0].split(",")),
        columns=tuple(Column(*match.groups()) for line in header if (match := _COLUMN.match(line))),
        inputs=frozenset(table.name for table in tree.find_all(exp.Table)) - local,
        texts=frozenset(literal.this for literal in tree.find_all(exp.Literal) if literal.is_string),
        is_view=any(line.startswith("-- view: ") for line in header),
    )


def _select(path: Path, sql: str) -> exp.Query:
    statements = sqlglot.parse(sql, read="duckdb")
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise ValueError(f"{path}: a model is one SELECT")
    return statements[0]


@cache
def sql_models() -> dict[str, Model]:
    """Every model under `sql/`, by table name."""
    paths = [path for path in sorted(SQL.glob("*/*.sql")) if path.parent.name in LAYERS]
    return {path.stem: parse_model(path) for path in paths}
