"""From a source to one raw table: every good record a row, every bad one in quarantine.

Some hundred thousand records at most, so they are decoded here one by one, from JSON as from Parquet, by one set of
strict shapes; rows are written as they come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.errors import EmptyFile, NotWorks
from analytics.openalex.chunks import BrokenEnd
from analytics.openalex.decode import LARGEST_RECORD, BadRecord
from analytics.openalex.entities.kinds import Kind
from analytics.openalex.entities.records import Entity, Row
from analytics.openalex.parquet import is_parquet
from analytics.openalex.quarantine import Quarantine
from analytics.openalex.reading import Reading
from analytics.openalex.sources import Record, records

_HELD = 5_000  # rows, before they are written
_BATCH = 500
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def read_entities(kind: Kind, source: Path, part_id: str, scratch: Path) -> Reading:
    """Write the good records of ``source`` as the raw table of ``kind`` into ``scratch``, bad ones to quarantine.

    Records of the source = records + quarantined, always. Raises EmptyFile where there is none, NotWorks where a
    Parquet file is damaged or has no column `id`.
    """
    broken = None
    with Quarantine(scratch, part_id) as quarantine, _Rows(kind, scratch, part_id) as rows:
        for record, entity in _decoded(kind, source):
            if isinstance(entity, BadRecord):
                quarantine.add(record, str(entity))
            elif isinstance(entity, BrokenEnd):
                broken = entity.reason
            else:
                rows.add(record.line_no, entity.row())
    return Reading(rows.count, quarantine.records, broken=broken)


def decode_entity(kind: Kind, raw: bytes) -> Entity:
    """The record in ``raw``. Raises BadRecord."""
    if len(raw) > LARGEST_RECORD:
        raise BadRecord(f"the record has {len(raw)} bytes, more than {LARGEST_RECORD}")
    try:
        str(raw, "utf-8")  # msgspec looks only at the texts it returns
        return kind.decoder.decode(raw)
    except _UNREADABLE as error:
        raise BadRecord(str(error)) from None


_Decoded = Iterator[tuple[Record, Entity | BadRecord | BrokenEnd]]
_NOWHERE = Record(0, 0, b"")


def _decoded(kind: Kind, source: Path) -> _Decoded:
    if is_parquet(source):
        yield from _from_parquet(kind, source)
        return
    for item in records(source):
        if isinstance(item, BrokenEnd):
            yield _NOWHERE, item
            continue
        try:
            yield item, decode_entity(kind, item.raw)
        except BadRecord as error:
            yield item, error


def _from_parquet(kind: Kind, source: Path) -> _Decoded:
    """Rows as if they had come as JSON; a bad one is kept in that form."""
    for line_no, row in enumerate(parquet_rows(source, kind.fields), start=1):
        try:
            yield Record(line_no, 0, b""), msgspec.convert(row, kind.shape)
        except msgspec.ValidationError as error:
            yield Record(line_no, 0, msgspec.json.encode(row)), BadRecord(str(error))


def parquet_rows(source: Path, fields: list[str]) -> Iterator[Row]:
    """The ``fields`` of each row that the file has; dates as JSON writes them. Raises EmptyFile, NotWorks."""
    try:
        with pq.ParquetFile(source) as file:
            here = [name for name in fields if name in file.schema_arrow.names]
            if "id" not in here:
                raise NotWorks(f"{source} has no column id, so it holds no records of OpenAlex.")
            if not file.metadata.num_rows:
                raise EmptyFile(f"{source} is empty.")
            for batch in file.iter_batches(batch_size=_BATCH, columns=here):
                yield from map(_plain, batch.to_pylist())
    except (OSError, pa.ArrowException) as error:
        said = " ".join(str(error).split()).rstrip(".")
        raise NotWorks(f"{source} cannot be read as Parquet, nothing of it was taken: {said}.") from None


def _plain(row: Row) -> Row:
    return {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in row.items()}


class _Rows:
    """Writes the raw table; it is there even where no row is."""

    def __init__(self, kind: Kind, scratch: Path, part_id: str) -> None:
        self._schema, self._part_id = kind.schema, part_id
        self._writer = pq.ParquetWriter(scratch / f"{kind.table}.parquet", kind.schema, compression="zstd")
        self._held: list[dict[str, Any]] = []
        self.count = 0

    def add(self, line_no: int, row: Row) -> None:
        self._held.append({"part_id": self._part_id, "line_no": line_no} | row)
        self.count += 1
        if len(self._held) >= _HELD:
            self._flush()

    def __enter__(self) -> _Rows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._held, schema=self._schema))
        self._held = []
