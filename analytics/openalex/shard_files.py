"""Rows of the raw tables to Parquet files, a batch of works at a time: memory does not grow with the part."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.openalex.raw_tables import RAW_TABLES
from analytics.openalex.records import Work
from analytics.openalex.rows import append_rows, no_cells

# Bytes of records held as rows before they are written; one row group holds some thousands of works.
_HELD = 64 << 20
# Nearly every value of these is its own, so a dictionary of them only costs.
_UNLIKE = {"abstract", "title", "doi", "work_id", "author_id", "line_no"}


class ShardFiles:
    """One Parquet file per raw table in ``directory``; all of them exist once the block has ended."""

    def __init__(self, directory: Path, part_id: str) -> None:
        self._part_id = part_id
        self._writers = {table: _writer(directory / f"{table}.parquet", RAW_TABLES[table]) for table in RAW_TABLES}
        self._cells, self._held = no_cells(), 0

    def add(self, line_no: int, work: Work, size: int) -> None:
        """Take the rows of ``work``, whose record has ``size`` bytes."""
        append_rows(self._cells, line_no, work)
        self._held += size
        if self._held > _HELD:
            self._flush()

    def add_frames(self, frames: dict[str, pl.DataFrame]) -> None:
        """Write rows that are columns already, without their part, at once."""
        for table, frame in frames.items():
            if not frame.is_empty():
                self._write(table, frame)

    def __enter__(self) -> ShardFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        for writer in self._writers.values():
            writer.close()

    def _flush(self) -> None:
        self.add_frames({table: _frame(table, cells) for table, cells in self._cells.items() if cells})
        self._cells, self._held = no_cells(), 0

    def _write(self, table: str, frame: pl.DataFrame) -> None:
        columns = [_tidy(field) for field in RAW_TABLES[table] if field.name != "part_id"]
        tidy = frame.select(pl.lit(self._part_id).alias("part_id"), *columns)
        said = tidy.drop_nulls(_SAYS[table]) if table in _SAYS else tidy
        self._writers[table].write_table(_arrow(said, RAW_TABLES[table]))


def _writer(file: Path, schema: pa.Schema) -> pq.ParquetWriter:
    alike = [name for name in schema.names if name not in _UNLIKE]
    # Without pyarrow's own copy of the schema, which would tell readers of polars' kind of text.
    kept = {"compression": "zstd", "compression_level": 1, "use_dictionary": alike, "store_schema": False}
    return pq.ParquetWriter(file, _long(schema), **kept)


def _arrow(frame: pl.DataFrame, schema: pa.Schema) -> pa.Table:
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(_long(schema))


def _long(schema: pa.Schema) -> pa.Schema:
    """``schema`` with polars' kind of text, which is the same once it is written."""
    return pa.schema([f.with_type(pa.large_string()) if f.type == pa.string() else f for f in schema])


def _frame(table: str, cells: list[Any]) -> pl.DataFrame:
    # In polars, since pyarrow takes twice the time for columns out of Python, and imports pandas on the way.
    fields = list(RAW_TABLES[table])[1:]
    columns = ((field, cells[at :: len(fields)]) for at, field in enumerate(fields))
    return pl.DataFrame([pl.Series(field.name, values, _KINDS[field.type]) for field, values in columns])


_KINDS = {pa.string(): pl.String, pa.int64(): pl.Int64, pa.float64(): pl.Float64, pa.bool_(): pl.Boolean}
# Tables whose rows say nothing where the id is missing.
_SAYS = {"raw_affiliation_institutions": "institution_id", "raw_funders": "funder_id"}
_ROOT = "https://openalex.org/"
_LETTERS = {
    "work_id": "W",
    "author_id": "A",
    "institution_id": "I",
    "concept_id": "C",
    "topic_id": "T",
    "primary_topic_id": "T",
    "source_id": "S",
    "funder_id": "F",
}


def _tidy(field: pa.Field) -> pl.Expr:
    name, column = field.name, pl.col(field.name).cast(_KINDS[field.type])
    if name in _LETTERS:
        cut = column.str.strip_prefix(_ROOT)
        return pl.when(cut.str.starts_with(_LETTERS[name])).then(cut).alias(name)
    if name == "ror_id":
        return column.str.extract("([0-9a-z]{9})$")
    if name == "country_code":
        return column.replace("", None).str.to_uppercase()
    return column.str.replace_all(_ROOT, "", literal=True) if name == "lineage" else column
