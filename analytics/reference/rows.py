"""Rows of a reference CSV file, each of which knows its line, so that a mistake can be pointed at."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analytics.errors import ReferenceError  # noqa: A004 - see analytics/errors.py


@dataclass(frozen=True)
class Row:
    """One row as text. An empty cell is the empty text; ``NA`` is Namibia and nothing else."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def error(self, sentence: str) -> ReferenceError:
        """The error to raise about this row: file, line, sentence."""
        return ReferenceError(f"{self.path}:{self.line}: {sentence}")

    def filled(self, column: str) -> str:
        """The cell's text; an empty cell is an error."""
        if not self.cells[column]:
            raise self.error(f"'{column}' is empty.")
        return self.cells[column]

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        """The cell's text, which has to be one of ``allowed``."""
        value = self.cells[column]
        if value not in allowed:
            raise self.error(f"'{column}' is '{value}', expected one of {', '.join(sorted(allowed))}.")
        return value

    def day(self, column: str) -> date | None:
        """An ISO date (YYYY-MM-DD), or None for an empty cell."""
        value = self.cells[column]
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise self.error(f"'{column}' is '{value}', expected a date YYYY-MM-DD.") from None

    def number(self, column: str, lowest: float, highest: float) -> float:
        """A number between two bounds, both included."""
        value = self.cells[column]
        try:
            number = float(value)
        except ValueError:
            raise self.error(f"'{column}' is '{value}', expected a number.") from None
        if not lowest <= number <= highest:
            raise self.error(f"'{column}' is {value}, expected {lowest:g} to {highest:g}.")
        return number

    def truth(self, column: str) -> bool:
        """``true`` or ``false``."""
        return self.one_of(column, ("true", "false")) == "true"


def read_rows(path: Path, columns: Collection[str], optional: Collection[str] = ()) -> Iterator[Row]:
    """The rows of a UTF-8 CSV file with ``columns`` in any order; an absent optional column reads as empty.

    Raises ReferenceError for a missing or unknown column, a row of another width, or bytes that are not
    UTF-8. Blank lines are skipped.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            _check_header(path, header, columns, optional)
            empty = dict.fromkeys(optional, "")
            for cells in reader:
                if cells:
                    yield _row(path, reader.line_num, header, cells, empty)
    except UnicodeDecodeError as error:
        raise ReferenceError(f"{path}:1: the file is not UTF-8 text ({error.reason}).") from None
    except csv.Error as error:
        raise ReferenceError(f"{path}:{reader.line_num}: the file is not valid CSV ({error}).") from None


def _check_header(path: Path, header: list[str], columns: Collection[str], optional: Collection[str]) -> None:
    if sorted(set(header) - set(optional)) != sorted(columns) or len(set(header)) < len(header):
        raise ReferenceError(
            f"{path}:1: the columns are {', '.join(header) or 'missing'}, expected {', '.join(columns)}."
        )


def _row(path: Path, line: int, header: list[str], cells: list[str], empty: dict[str, str]) -> Row:
    if len(cells) != len(header):
        raise ReferenceError(f"{path}:{line}: {len(cells)} cells, expected {len(header)}.")
    given = dict(zip(header, (cell.strip() for cell in cells), strict=True))
    return Row(path, line, {**empty, **given})
