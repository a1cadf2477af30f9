"""What the runner asks of an engine: make a table from a SELECT or a frame, and give a table back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import polars as pl


class Engine(Protocol):
    """A place where tables live by name. All SQL given to it is DuckDB's, within the portable subset."""

    def create(self, table: str, select: str) -> None:
        """Store the rows of ``select`` as ``table``."""

    def view(self, table: str, select: str) -> None:
        """Let ``table`` stand for the rows of ``select``, made anew each time it is read."""

    def register_parquet(self, table: str, files: list[Path], added: Sequence[str] = ()) -> None:
        """Let ``table`` stand for the rows of all ``files``, which share one schema.

        ``added`` are flags that older files lack: null there.
        """

    def store(self, table: str, frames: Iterable[pl.DataFrame]) -> None:
        """Store ``frames`` (at least one, all of one schema) as ``table``."""

    def frame(self, table: str) -> pl.DataFrame:
        """All rows of ``table``."""

    def batches(self, table: str) -> Iterator[pl.DataFrame]:
        """The rows of ``table`` a batch at a time, for tables larger than memory; at least one batch, so that the
        columns are known."""
