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


@dataclass(frozen=True)
class Reading:
    """What came of reading a source. ``broken`` says why it could not be read to its end."""

    records: int
    quarantined: int
    broken: str | None = None


def read_works(source: Path, part_id: str, directory: Path) -> Reading:
    """Write the raw shards of ``source`` into ``directory``, with raw_quarantine.parquet where a record is bad.

    Lines that are not blank = records + quarantined, always. Raises EmptyFile where there is none.
    """
    good, broken = 0, None
    with _no_search_for_cycles(), ShardFiles(directory, part_id) as shards, Quarantine(directory, part_id) as bad:
        for item in records(source):
            if isinstance(item, BrokenEnd):
                broken = item.reason
                continue
            try:
                shards.add(item.line_no, decode_work(item.raw), len(item.raw))
                good += 1
            except BadRecord as error:
                bad.add(item, str(error))
    return Reading(good, bad.records, broken)


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
