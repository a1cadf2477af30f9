"""Read a case: what it shows, the tables it is given, the rows it expects. README.md describes the form."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

Row = dict[str, str]


@dataclass(frozen=True)
class Block:
    """One table of a case; ``where`` narrows the rows that are looked at."""

    table: str
    where: dict[str, str]
    rows: list[Row]


@dataclass(frozen=True)
class Case:
    """One worked example."""

    path: Path
    given: list[Block]
    settings: Row
    records: str
    expected: list[Block]


def read_case(path: Path) -> Case:
    """Raises ValueError where the file is not in the form of README.md."""
    title, *blocks = [text.strip("\n") for text in path.read_text(encoding="utf-8").strip().split("\n\n")]
    given, expected, settings, records = [], [], {}, ""
    for head, body in (block.split("\n", 1) if "\n" in block else (block, "") for block in blocks):
        kind, _, rest = head.partition(" ")
        if kind == "given":
            given.append(_block(path, rest, body))
        elif kind == "expect":
            expected.append(_block(path, rest, body))
        elif kind == "settings":
            (settings,) = _block(path, "settings", body).rows
        elif kind == "records":
            records = body
        else:
            raise ValueError(f"{path}: '{head}' is not given, settings, records or expect")
    if not title or not expected:
        raise ValueError(f"{path}: a case says first what it shows, and expects something")
    return Case(path, given, settings, records, expected)


def _block(path: Path, head: str, body: str) -> Block:
    table, _, where = head.partition(" where ")
    conditions = dict(_halves(path, part) for part in where.split(" and ")) if where else {}
    names, *lines = [[cell.strip() for cell in line.split("|")] for line in body.splitlines()] or [[]]
    if any(len(line) != len(names) for line in lines):
        raise ValueError(f"{path}: a row of {table} has more or fewer cells than its head")
    return Block(table, conditions, [dict(zip(names, line, strict=True)) for line in lines])


def _halves(path: Path, condition: str) -> tuple[str, str]:
    column, equals, value = condition.partition(" = ")
    if not equals:
        raise ValueError(f"{path}: 'where {condition}' is not 'column = value'")
    return column.strip(), value.strip()


def given_value(cell: str, kind: Any) -> Any:
    """A cell of a given table as a value for a polars column of type ``kind``; empty is null."""
    if not cell:
        return None
    name = str(kind)
    if name == "Boolean":
        return {"yes": True, "no": False}[cell]
    if name == "Date":
        return date.fromisoformat(cell)
    if name.startswith("Int"):
        return int(cell)
    return float(Fraction(cell)) if name.startswith(("Float", "Decimal")) else cell.strip("'")


def is_as_expected(value: Any, cell: str) -> bool:
    """``1/3`` and ``.25`` hold to 1e-9, ``~.3333`` to the digits shown, all else exactly."""
    if not cell or value is None:
        return not cell and value is None
    if isinstance(value, bool):
        return cell == ("yes" if value else "no")
    if isinstance(value, date | str):
        return str(value) == cell.strip("'")
    if cell.startswith("~"):
        return abs(float(value) - float(cell[1:])) <= 0.5 * 10 ** -len(cell.partition(".")[2]) + 1e-12
    return math.isclose(float(value), float(Fraction(cell)), rel_tol=1e-9, abs_tol=1e-9)
