"""The bad records of one part, each with its place, the reason and its exact bytes."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analytics.openalex.sources import Record

_FIELDS = [
    ("part_id", pa.string()),
    ("line_no", pa.int64()),
    ("byte_offset", pa.int64()),
    ("reason", pa.string()),
]
_SCHEMA = pa.schema([*_FIELDS, ("raw", pa.binary())])
# Bytes held back before they are written: a part of nothing but bad lines needs no more memory than this.
_HELD = 8 << 20


class Quarantine:
    """Writes ``raw_quarantine.parquet`` as bad records come; there is no file where none comes."""

    def __init__(self, directory: Path, part_id: str) -> None:
        self._path, self._part_id = directory / "raw_quarantine.parquet", part_id
        self._writer: pq.ParquetWriter | None = None
        self._rows: list[dict[str, Any]] = []
        self._held = 0
        self.records = 0

    def add(self, record: Record, reason: str) -> None:
        """Keep ``record`` aside because of ``reason``."""
        place = {"part_id": self._part_id, "line_no": record.line_no, "byte_offset": record.offset}
        self._rows.append(place | {"reason": reason, "raw": record.raw})
        self.records += 1
        self._held += len(record.raw) + 200  # about what a row weighs beside its bytes
        if self._held > _HELD:
            self._flush()

    def __enter__(self) -> Quarantine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._flush()
        if self._writer:
            self._writer.close()

    def _flush(self) -> None:
        if not self._rows:
            return
        self._writer = self._writer or pq.ParquetWriter(self._path, _SCHEMA, compression="zstd")
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=_SCHEMA))
        self._rows, self._held = [], 0
