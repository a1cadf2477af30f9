"""Two lanes from a source to the temporary table `work`: fast and strict, or slow and line by line.

The fast lane trusts nothing: it must account for every line of the file, or the slow lane does the part again,
keeps every good record and quarantines every bad one with its bytes. DuckDB's own `ignore_errors` is not used:
it turns broken lines into empty rows without a trace.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.openalex.decode import BadRecord, decode_work
from analytics.openalex.records import duckdb_columns
from analytics.openalex.sources import BrokenEnd, Record, chunks, is_json_lines, records

# The largest record seen is 2,918 authorships (about 4 MB); DuckDB's default of 16 MB is close for comfort.
_LARGEST_RECORD = 64 << 20
_QUARANTINE = pa.schema(
    [
        ("part_id", pa.string()),
        ("line_no", pa.int64()),
        ("byte_offset", pa.int64()),
        ("reason", pa.string()),
        ("raw", pa.binary()),
    ]
)


@dataclass(frozen=True)
class Lane:
    """What came of reading a source. ``broken`` says why it could not be read to its end."""

    records: int
    quarantined: int
    broken: str | None = None


def read_fast(con: duckdb.DuckDBPyConnection, source: Path, part_id: str) -> Lane | None:
    """Fill `work` from JSON lines in one strict pass, or return None where the slow lane must look."""
    if not is_json_lines(source):
        return None
    lines = _count_lines(source)
    if lines is None:
        return None
    try:
        _load(con, source, part_id, "rowid + 1")
    except duckdb.Error:
        return None
    bad = "id is null or publication_year is null or not regexp_matches(id, '^(https://openalex.org/)?W[0-9]+$')"
    rows, unusable = con.execute(f"select count(*), count(*) filter ({bad}) from work").fetchall()[0]
    return Lane(rows, 0) if rows == lines and not unusable else None


def read_slow(con: duckdb.DuckDBPyConnection, source: Path, part_id: str, scratch: Path) -> Lane:
    """Fill `work` with every good record of ``source``; bad ones go to raw_quarantine.parquet in ``scratch``."""
    good, bad, broken = 0, [], None
    rewritten = scratch / "good.jsonl"
    with rewritten.open("wb") as out:
        for item in records(source):
            if isinstance(item, BrokenEnd):
                broken = item.reason
                continue
            try:
                out.write(msgspec.json.encode(decode_work(item.raw, item.line_no)) + b"\n")
                good += 1
            except BadRecord as error:
                bad.append((item, str(error)))
    if bad:
        _write_quarantine(scratch / "raw_quarantine.parquet", part_id, bad)
    if good:
        _load(con, rewritten, part_id, "line_no")
    rewritten.unlink()
    return Lane(good, len(bad), broken)


def _count_lines(source: Path) -> int | None:
    """Lines of ``source``, its compressed checksum verified on the way; None where it is damaged."""
    lines, last = 0, b"\n"
    for block in chunks(source):
        if isinstance(block, BrokenEnd):
            return None
        lines += block.count(b"\n")
        last = block[-1:]
    return lines + (last != b"\n")


def _load(con: duckdb.DuckDBPyConnection, source: Path, part_id: str, line_no: str) -> None:
    columns = duckdb_columns()
    con.execute("drop table if exists record")
    con.execute(
        "create temp table record as select * from read_json(?, format = 'newline_delimited', "
        f"compression = ?, columns = ?, maximum_object_size = {_LARGEST_RECORD})",
        [str(source), "gzip" if _is_gzip(source) else "uncompressed", columns],
    )
    con.execute(
        f"create or replace temp view work as select * replace ({line_no} as line_no), '{part_id}' as part_id "
        "from record"
    )


def _is_gzip(source: Path) -> bool:
    with source.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _write_quarantine(path: Path, part_id: str, bad: list[tuple[Record, str]]) -> None:
    rows = [
        {"part_id": part_id, "line_no": r.line_no, "byte_offset": r.offset, "reason": reason, "raw": r.raw}
        for r, reason in bad
    ]
    pq.write_table(pa.Table.from_pylist(rows, schema=_QUARANTINE), path, compression="zstd")
