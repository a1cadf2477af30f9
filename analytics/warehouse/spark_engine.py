"""The second engine: the same SQL on any Spark 4 cluster, through Spark Connect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import sqlglot

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession

_BATCH_ROWS = 50_000


class SparkEngine:
    """Tables as Parquet under ``directory``, which the cluster must be able to read and write."""

    def __init__(self, session: SparkSession, directory: Path) -> None:
        self.session = session
        self.directory = directory

    def create(self, table: str, select: str) -> None:
        """Store the rows of ``select`` as ``table``; written before it is read, so that it is computed once."""
        target = str(self.directory / table)
        made = self.session.sql(spark_sql(select))
        made.write.mode("overwrite").parquet(target)
        stored = self.session.read.parquet(target)
        if not stored.columns:
            # Sail writes a table without rows as no file at all; its columns are known all the same.
            stored = self.session.read.schema(made.schema).parquet(target)
        stored.createOrReplaceTempView(table)

    def view(self, table: str, select: str) -> None:
        """Let ``table`` stand for the rows of ``select``."""
        self.session.sql(spark_sql(select)).createOrReplaceTempView(table)

    def register_parquet(self, table: str, files: list[Path], added: Sequence[str] = ()) -> None:
        """Make ``table`` a view of ``files``."""
        self._view(table, [str(file.resolve()) for file in files])
        known = self.session.table(table).columns
        nulls = [f"cast(null as boolean) as {flag}" for flag in added if flag not in known]
        if nulls:
            self.session.table(table).selectExpr("*", *nulls).createOrReplaceTempView(table)

    def store(self, table: str, frames: Iterable[pl.DataFrame]) -> None:
        """Store ``frames`` as ``table``, one file each."""
        folder = self.directory / table
        folder.mkdir(parents=True, exist_ok=True)
        for number, frame in enumerate(frames):
            frame.write_parquet(folder / f"part-{number:05}.parquet")
        self._view(table, [str(folder)])

    def frame(self, table: str) -> pl.DataFrame:
        """All rows of ``table``."""
        return pl.DataFrame(self.session.table(table).toArrow())

    def batches(self, table: str) -> Iterator[pl.DataFrame]:
        """The rows of ``table`` in batches of 50,000; fetched at once, Spark Connect has no cursor."""
        frame = self.frame(table)
        yield from frame.iter_slices(_BATCH_ROWS) if frame.height else [frame]

    def _view(self, table: str, paths: list[str]) -> None:
        self.session.read.parquet(*paths).createOrReplaceTempView(table)


def spark_sql(select: str) -> str:
    """A model's SELECT in Spark's SQL."""
    return sqlglot.transpile(select, read="duckdb", write="spark")[0]
