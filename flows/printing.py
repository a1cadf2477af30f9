"""What goes to stdout: boxed tables on a terminal, aligned plain text in a pipe or a log."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any


def say(line: str = "") -> None:
    """Print one line of result."""
    print(line, flush=True)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "") -> None:
    """Print ``rows`` under ``columns``; numbers stand right. Nothing is cut off in plain text."""
    kept = [list(row) for row in rows]
    shown = [[as_text(value) for value in row] for row in kept]
    right = [
        any(is_number(row[i]) for row in kept) and all(row[i] is None or is_number(row[i]) for row in kept)
        for i in range(len(columns))
    ]
    if sys.stdout.isatty():
        _boxed(columns, shown, right, title)
    else:
        _plain(columns, shown, right, title)


def as_text(value: Any) -> str:
    """One value for a reader: 12,345 · 0.123 · yes · an empty text for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.3f}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def printable(text: str) -> str:
    """``text`` of others without control characters, which could move a terminal's cursor."""
    return "".join(character if character.isprintable() else "?" for character in text)


def is_number(value: Any) -> bool:
    """Whether ``value`` is a count or a measure; a truth value is neither."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(columns: Sequence[str], rows: list[list[str]], right: list[bool], title: str) -> None:
    if title:
        say(title)
    widths = [max(len(line[i]) for line in [list(columns), *rows]) for i in range(len(columns))]
    for line in [list(columns), *rows]:
        cells = zip(line, widths, right, strict=True)
        say("  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in cells).rstrip())


def _boxed(columns: Sequence[str], rows: list[list[str]], right: list[bool], title: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if title:
        console.print(Text(title, style="bold"))
    table = Table(header_style="bold")
    for column, is_right in zip(columns, right, strict=True):
        table.add_column(column, justify="right" if is_right else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
