"""The reference engine: DuckDB, one file per build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa

from analytics.settings import Settings

_BATCH_ROWS = 50_000


class DuckEngine:
    """Tables in one DuckDB file (or in memory where ``path`` is None).

    Each call has a cursor of its own, so that two threads may make tables at the same time.
    """

    def __init__(self, settings: Settings, path: Path | None = None) -> None:
        self.con = duckdb.connect(
            str(path) if path else ":memory:",
            config={
                "memory_limit": settings.memory_limit,
                "threads": settings.threads,
                # Rows of a table have no order of their own; keeping one costs memory and time.
                "preserve_insertion_order": False,
                # Extensions come from the network, which a nightly run may not have.
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )

    def create(self, table: str, select: str) -> None:
        """Store the rows of ``select`` as ``table``."""
        self.con.cursor().execute(f"create table {table} as {select}")

    def view(self, table: str, select: str) -> None:
        """Let ``table`` stand for the rows of ``select``."""
        self.con.cursor().execute(f"create view {table} as {select}")

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
        first = next(made).to_arrow()
        batches = (batch for part in chain([first], (f.to_arrow() for f in made)) for batch in part.to_batches())
        cursor = self.con.cursor()
        cursor.register("incoming", pa.RecordBatchReader.from_batches(first.schema, batches))
        cursor.execute(f"create table {table} as select * from incoming")
        cursor.unregister("incoming")

    def frame(self, table: str) -> pl.DataFrame:
        """All rows of ``table``."""
        return pl.DataFrame(self.con.cursor().sql(f"select * from {table}").to_arrow_table())

    def batches(self, table: str) -> Iterator[pl.DataFrame]:
        """The rows of ``table`` in batches of 50,000; a table without rows is one empty batch."""
        reader = self.con.cursor().sql(f"select * from {table}").to_arrow_reader(_BATCH_ROWS)
        rows = 0
        for batch in reader:
            rows += batch.num_rows
            yield pl.DataFrame(batch)
        if not rows:
            # What is made from batches has its columns from them.
            yield pl.DataFrame(reader.schema.empty_table())

    def close(self) -> None:
        """Write everything to the file and let it go."""
        self.con.close()
