"""What is in quarantine now: bad records of complete parts, and whole files that held no works.

Reasons and places can be shown to anybody; raw bytes may name persons and are only given out to be written to a file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analytics.errors import StateDamaged
from analytics.openalex.shards import Part, part_directory, parts
from analytics.openalex.sources import Record

_PLACE = re.compile(r" \(byte \d+\)")
# Rows held at a time; of a few hundred records even the largest together fit into memory.
_ROWS = 256


@dataclass(frozen=True)
class BadPart:
    """A part with bad records, and why most of them are bad."""

    part: Part
    commonest_reason: str


@dataclass(frozen=True)
class BadLine:
    """One bad record: its line (from 1), byte offset in the decompressed source, size in bytes, and the reason."""

    line_no: int
    byte_offset: int
    size: int
    reason: str


def bad_parts(warehouse: Path) -> list[BadPart]:
    """Every part with bad records, most of them first. Raises StateDamaged."""
    found = [part for part in parts(warehouse) if part.quarantined]
    found.sort(key=lambda part: (-part.quarantined, part.part_id))
    return [BadPart(part, _commonest(warehouse, part.part_id)) for part in found]


def set_aside(warehouse: Path) -> list[Path]:
    """Whole files in quarantine, because no line of them was a work; each named by part id and source."""
    folder = warehouse / "quarantine"
    return sorted(path for path in folder.glob("[!.]*") if path.is_file())


def find_part(warehouse: Path, given: str) -> Part | None:
    """The part whose id is ``given``, or alone begins with it."""
    found = [part for part in parts(warehouse) if given and part.part_id.startswith(given)]
    return found[0] if len(found) == 1 else None


def bad_lines(warehouse: Path, part_id: str, line_no: int | None = None) -> Iterator[BadLine]:
    """Bad records of a part in the order of the source, or the one of line ``line_no``. Raises StateDamaged."""
    for record, reason in bad_records(warehouse, part_id):
        if line_no in (None, record.line_no):
            yield BadLine(record.line_no, record.offset, len(record.raw), reason)


def bad_records(warehouse: Path, part_id: str) -> Iterator[tuple[Record, str]]:
    """Bad records of a part, byte for byte, each with its reason; none where the part has none."""
    for row in _rows(warehouse, part_id, ["line_no", "byte_offset", "raw", "reason"]):
        yield Record(row["line_no"], row["byte_offset"], row["raw"]), row["reason"]


def _commonest(warehouse: Path, part_id: str) -> str:
    # The byte within a record differs from record to record while the cause is the same.
    reasons = Counter(_PLACE.sub("", row["reason"]) for row in _rows(warehouse, part_id, ["reason"]))
    return min(reasons, key=lambda reason: (-reasons[reason], reason), default="")


def _rows(warehouse: Path, part_id: str, columns: list[str]) -> Iterator[dict[str, Any]]:
    file = part_directory(warehouse, part_id) / "raw_quarantine.parquet"
    if not file.exists():
        return
    try:
        with pq.ParquetFile(file) as rows:
            for batch in rows.iter_batches(batch_size=_ROWS, columns=columns):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise StateDamaged(f"{file} cannot be read: {' '.join(str(error).split())}.") from None
