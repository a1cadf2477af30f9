"""The reference engine: DuckDB, one file per build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa

from analytics.settings import Settings
from analytics.warehouse.codes import coded, replaced, texts
from analytics.warehouse.model import layer

_BATCH_ROWS = 50_000


class DuckEngine:
    """Tables in one DuckDB file (or in memory where ``path`` is None).

    Each call has a cursor of its own, so that two threads may make tables at the same time. Once it is given a
    vocabulary, tables and frames hold numbers (`codes.py`), frames those of the vocabulary as `polars.Enum`; ``out_``
    tables hold texts.
    """

    def __init__(self, settings: Settings, path: Path | None = None) -> None:
        self.con = duckdb.connect(
            str(path) if path else ":memory:",
            config={
                "memory_limit": settings.memory_limit,
                "threads": settings.threads,
                # Rows of a table have no order of their own; keeping one costs memory and time.
                "preserve_insertion_order": False,
                # What one task gives back to the system the next asks for again, page by page.
                "allocator_flush_threshold": "1TB",
                "allocator_bulk_deallocation_flush_threshold": "1TB",
                # Extensions come from the network, which a nightly run may not have.
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )
        self._code: pl.Enum | None = None

    def code(self, vocabulary: Sequence[str]) -> None:
        """Keep ids and codes, all of them in ``vocabulary``, as numbers from here on."""
        self._code = pl.Enum(vocabulary)
        cursor = self.con.cursor()
        cursor.register("vocabulary", pl.DataFrame({"value": vocabulary, "place": range(len(vocabulary))}).to_arrow())
        cursor.execute("create type code as enum (select value from vocabulary order by place)")
        cursor.unregister("vocabulary")

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """The rows of ``select``."""
        return self.con.cursor().execute(select).fetchall()

    def create(self, table: str, select: str) -> None:
        """Store the rows of ``select`` as ``table``."""
        self.con.cursor().execute(f"create table {table} as {self._kept(table, select)}")

    def view(self, table: str, select: str) -> None:
        """Let ``table`` stand for the rows of ``select``."""
        self.con.cursor().execute(f"create view {table} as {self._kept(table, select)}")

    def _kept(self, table: str, select: str) -> str:
        if self._code is None:
            return select
        columns = {name: kind for name, kind, *_ in self.rows(f"describe {select}")}
        return texts(select, columns) if layer(table) == "out" else coded(select, columns)

    def register_parquet(self, table: str, files: list[Path], added: Sequence[str] = ()) -> None:
        """Make ``table`` a view of ``files``: raw shards are never copied into a build."""
        listed = ", ".join("'" + str(file.resolve()).replace("'", "''") + "'" for file in files)
        found = f"read_parquet([{listed}], union_by_name = {bool(added)})"
        known = self.con.sql(f"select * from {found} limit 0").columns if added else []
        nulls = "".join(f", cast(null as boolean) as {flag}" for flag in added if flag not in known)
        self.con.cursor().execute(f"create view {table} as select *{nulls} from {found}")

    def store(self, table: str, frames: Iterable[pl.DataFrame]) -> None:
        """Store ``frames`` as ``table`` in one stream, so that none waits for another and few are held at a time."""
        made = iter(frames)
        frame = next(made)
        first = frame.to_arrow()
        batches = (batch for part in chain([first], (f.to_arrow() for f in made)) for batch in part.to_batches())
        cursor = self.con.cursor()
        cursor.register("incoming", pa.RecordBatchReader.from_batches(first.schema, batches))
        codes = {name: f"cast({name} as code)" for name, kind in frame.schema.items() if kind == self._code}
        cursor.execute(f"create table {table} as {replaced('select * from incoming', codes)}")
        cursor.unregister("incoming")

    def frame(self, table: str) -> pl.DataFrame:
        """All rows of ``table``."""
        select, codes = self._read(table)
        return self._frame(self.con.cursor().sql(select).to_arrow_table(), codes)

    def batches(self, table: str) -> Iterator[pl.DataFrame]:
        """The rows of ``table`` in batches of 50,000; a table without rows is one empty batch."""
        select, codes = self._read(table)
        reader = self.con.cursor().sql(select).to_arrow_reader(_BATCH_ROWS)
        rows = 0
        for batch in reader:
            rows += batch.num_rows
            yield self._frame(batch, codes)
        if not rows:
            # What is made from batches has its columns from them.
            yield self._frame(reader.schema.empty_table(), codes)

    def _read(self, table: str) -> tuple[str, list[str]]:
        """How to read ``table`` with its codes as bare numbers, and which columns those are: names would be looked up
        again for every batch."""
        codes = [name for name, kind, *_ in self.rows(f"describe {table}") if kind.startswith("ENUM")]
        return replaced(f"select * from {table}", {name: f"enum_code({name})" for name in codes}), codes

    def _frame(self, rows: pa.Table | pa.RecordBatch, codes: Sequence[str]) -> pl.DataFrame:
        frame = pl.DataFrame(rows)
        return frame.with_columns(pl.col(codes).cat.to(self._code)) if self._code is not None else frame

    def close(self) -> None:
        """Write everything to the file and let it go."""
        self.con.close()
