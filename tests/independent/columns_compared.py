"""Which columns of the out_ tables no recount looks at: printed at the end of a run of the tests beside this file.

    PYTHONPATH=.:tests/independent .venv/bin/python -m pytest -q -p columns_compared tests/independent

A column counts as looked at once a test takes its value from a row; keys of a query's ``where`` do not, names neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from analytics.warehouse.published import Published
from analytics.warehouse.record import published_models

_SEEN: dict[str, set[str]] = defaultdict(set)
_PLAIN_ROWS = Published.rows


class Watched(dict):
    """A row that remembers which of its cells were taken."""

    def __init__(self, row: dict, tables: list[str]) -> None:
        super().__init__(row)
        self.tables = tables

    def __getitem__(self, name: str) -> object:
        self._take([name])
        return super().__getitem__(name)

    def __eq__(self, other: object) -> bool:
        self._take(self)
        return super().__eq__(other)

    __hash__ = None  # type: ignore[assignment]

    def _take(self, names: Iterator[str] | list[str] | dict) -> None:
        for table in self.tables:
            _SEEN[table].update(names)


def _rows(self: Published, sql: str, params: tuple = ()) -> list[dict]:
    tables = sorted(set(re.findall(r"\bout_\w+", sql)))
    return [Watched(row, tables) for row in _PLAIN_ROWS(self, sql, params)]


def pytest_configure() -> None:
    Published.rows = _rows  # type: ignore[method-assign,assignment]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for model in published_models():
        left = [c.name for c in model.columns if c.unit != "text" and c.name not in _SEEN[model.name]]
        if left:
            terminalreporter.write_line(f"{model.name}: {', '.join(left)}")
