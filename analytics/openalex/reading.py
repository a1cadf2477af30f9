"""From a source to its raw shards in one pass: every good record in them, every bad one in quarantine.

Each record goes through the typed decoder and, flattened, into Parquet. DuckDB is not given the source: even its
strict reader rounds 2020.7 to a year, takes text for numbers, numbers for text, NaN for a value and null for a list,
never checks the CRC of a gz, and with `ignore_errors` turns broken lines into empty rows without a trace.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from analytics.openalex.chunks import BrokenEnd
from analytics.openalex.decode import BadRecord, decode_work
from analytics.openalex.quarantine import Quarantine
from analytics.openalex.shard_files import ShardFiles
from analytics.openalex.sources import records
from analytics.openalex.wanted import Wanted


@dataclass(frozen=True)
class Reading:
    """What came of reading a source: ``records`` were kept, ``left_out`` are works that are not wanted.

    ``broken`` says why it could not be read to its end.
    """

    records: int
    quarantined: int
    left_out: int = 0
    broken: str | None = None


def read_works(source: Path, part_id: str, directory: Path, wanted: Wanted) -> Reading:
    """Write the raw shards of ``source`` into ``directory``, with raw_quarantine.parquet where a record is bad.

    Lines that are not blank = records + quarantined + left out, always. Raises EmptyFile where there is none.
    """
    good, left_out, broken = 0, 0, None
    with _no_search_for_cycles(), ShardFiles(directory, part_id) as shards, Quarantine(directory, part_id) as bad:
        for item in records(source):
            if isinstance(item, BrokenEnd):
                broken = item.reason
                continue
            if not wanted.may_hold(item.raw):
                left_out += 1
                continue
            try:
                work = decode_work(item.raw)
            except BadRecord as error:
                bad.add(item, str(error))
                continue
            if wanted.holds(work):
                shards.add(item.line_no, work, len(item.raw))
                good += 1
            else:
                left_out += 1
    return Reading(good, bad.records, left_out, broken)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Rows hold no cycles, and looking for some among a million of them takes a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
