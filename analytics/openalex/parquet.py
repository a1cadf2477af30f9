"""A Parquet part of the snapshot, read a batch of rows at a time and only in the columns that are used.

The file has types of its own, so they are compared with those of `records.py` before a row is read: a file of
another shape is refused as a whole, and nothing of it is guessed. The rules on values, an id and a year, are asked
of every row, and a row that breaks them goes to quarantine in the form of JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.errors import EmptyFile, NotWorks
from analytics.openalex.abstracts import abstracts
from analytics.openalex.columns import raw_frames
from analytics.openalex.quarantine import Quarantine
from analytics.openalex.reading import Reading
from analytics.openalex.records import YEARS, arrow_schema
from analytics.openalex.shard_files import ShardFiles
from analytics.openalex.sources import Record
from analytics.openalex.wanted import Wanted

_MAGIC = b"PAR1"
_ROWS = 4_000  # of one batch; more of them take more memory and no less time
_ABSTRACT = "abstract_inverted_index"
# What the writers of Parquet put between a list and its elements.
_LEVEL = re.compile(r"\.(list\.(element|item)|bag\.array_element|array)(?=\.|$)")


def is_parquet(source: Path) -> bool:
    """Whether ``source`` begins like a Parquet file."""
    with source.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def read_parquet_works(source: Path, part_id: str, directory: Path, wanted: Wanted) -> Reading:
    """Write the raw shards of ``source`` into ``directory``; ``line_no`` counts its rows from 1.

    Raises EmptyFile where it has no row, NotWorks where it is damaged or has other columns than works have.
    """
    try:
        with pq.ParquetFile(source) as file:
            reading = _read(file, source, part_id, directory, wanted)
    except (pa.ArrowException, msgspec.DecodeError, OSError) as error:
        said = str(error).splitlines()[0].rstrip(".")
        raise NotWorks(f"{source} cannot be read as Parquet, nothing of it was taken: {said}.") from None
    if reading == Reading(0, 0):
        raise EmptyFile(f"{source} is empty.")
    if not reading.records + reading.left_out:
        bad = f"none of its {reading.quarantined} rows has the id and the year of a work"
        raise NotWorks(f"{source} holds no works: {bad}.")
    return reading


def _read(file: pq.ParquetFile, source: Path, part_id: str, directory: Path, wanted: Wanted) -> Reading:
    if strange := [place for field in arrow_schema() for place in _misfits(field.name, _type(file, field.name), field)]:
        raise NotWorks(f"{source} is no file of works: {'; '.join(strange[:3])}.")
    rows = good = kept = 0
    with ShardFiles(directory, part_id) as shards, Quarantine(directory, part_id) as quarantine:
        for batch in file.iter_batches(_ROWS, columns=_leaves(file)):
            works = _works(batch, rows)
            rows += works.height
            is_good = works.select(_IS_GOOD).to_series()
            _set_aside(quarantine, works.filter(~is_good))
            frames = wanted.among(raw_frames(works.filter(is_good)))
            shards.add_frames(frames)
            good += int(is_good.sum())
            kept += frames["raw_works"].height
    return Reading(kept, rows - good, good - kept)


def _type(file: pq.ParquetFile, name: str) -> pa.DataType | None:
    schema = file.schema_arrow
    kind = schema.field(name).type if name in schema.names else None
    return kind.storage_type if isinstance(kind, pa.BaseExtensionType) else kind  # such as text that is JSON


def _misfits(place: str, has: pa.DataType | None, wanted: pa.Field) -> Iterator[str]:
    """Where the type of a column is not the one of a record; what is absent is null."""
    if has is None:
        if not wanted.nullable:
            yield f"there is no column {place}"
        return
    if pa.types.is_null(has) or (place.endswith("_date") and (pa.types.is_date(has) or pa.types.is_timestamp(has))):
        return
    if place == _ABSTRACT and pa.types.is_string(has):  # JSON as text
        return
    if pa.types.is_map(wanted.type) and pa.types.is_map(has):
        yield from _misfits(f"{place}.key", has.key_type, wanted.type.key_field)
        yield from _misfits(f"{place}.value", has.item_type, wanted.type.item_field)
    elif pa.types.is_list(wanted.type) and pa.types.is_list(has):
        yield from _misfits(f"{place}[]", has.value_type, wanted.type.value_field)
    elif pa.types.is_struct(wanted.type) and pa.types.is_struct(has):
        for field in wanted.type:
            index = has.get_field_index(field.name)
            yield from _misfits(f"{place}.{field.name}", has.field(index).type if index >= 0 else None, field)
    elif not _fits(has, wanted.type):
        yield f"{place} is {str(has)[:40]} and not {wanted.type}"


def _fits(has: pa.DataType, wanted: pa.DataType) -> bool:
    if pa.types.is_floating(wanted):
        return bool(pa.types.is_floating(has) or pa.types.is_integer(has) or pa.types.is_decimal(has))
    if pa.types.is_integer(wanted):
        return bool(pa.types.is_integer(has))
    return bool(pa.types.is_string(has) or pa.types.is_large_string(has)) if wanted == pa.string() else has == wanted


def _leaves(file: pq.ParquetFile) -> list[str]:
    """The columns of the file, down to fields of lists, that are read; a work has many more."""
    wanted = set(_paths("", arrow_schema()))
    paths = [file.schema.column(number).path for number in range(len(file.schema))]
    return [path for path in paths if _LEVEL.sub("", path) in wanted or path.split(".")[0] == _ABSTRACT]


def _paths(prefix: str, fields: pa.Schema | pa.StructType) -> Iterator[str]:
    for field in fields:
        kind, path = field.type, f"{prefix}{field.name}"
        kind = kind.value_type if pa.types.is_list(kind) else kind
        yield from _paths(f"{path}.", kind) if pa.types.is_struct(kind) else [path]


def _works(batch: pa.RecordBatch, before: int) -> pl.DataFrame:
    names = [name for name in batch.schema.names if name != _ABSTRACT]
    works = pl.DataFrame(pl.from_arrow(pa.Table.from_batches([batch]).select(names)))
    texts = abstracts(batch.column(_ABSTRACT)) if _ABSTRACT in batch.schema.names else [None] * batch.num_rows
    return works.with_columns(
        *map(_as_text, works.select(pl.col(pl.Date, pl.Datetime)).columns),
        pl.Series("line_no", range(before + 1, before + batch.num_rows + 1), pl.Int64),
        pl.Series("abstract", texts, pl.String),
    )


def _as_text(name: str) -> pl.Expr:
    """A date or a time as the JSON form writes it."""
    column = pl.col(name)
    day, rest = column.dt.strftime("%Y-%m-%d"), column.cast(pl.Datetime("us")).dt.strftime("T%H:%M:%S%.f")
    return pl.when(column.cast(pl.Datetime("us")).dt.time() == pl.time(0)).then(day).otherwise(day + rest).alias(name)


_GOOD_ID = pl.col("id").str.contains(r"^(https://openalex\.org/)?W[1-9][0-9]{0,17}$").fill_null(False)
_IS_GOOD = _GOOD_ID & pl.col("publication_year").is_between(*YEARS).fill_null(False)


def _set_aside(quarantine: Quarantine, bad: pl.DataFrame) -> None:
    for row, has_id in zip(bad.to_dicts(), bad.select(_GOOD_ID).to_series(), strict=True):
        line_no = row.pop("line_no")
        column = "publication_year" if has_id else "id"
        quarantine.add(Record(line_no, 0, msgspec.json.encode(row)), f"`{column}` is not that of a work")
