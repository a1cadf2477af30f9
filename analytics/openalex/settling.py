"""Lines that moved from an old part's quarantine to a new part, so that every line counts once.

The rule: records + quarantined of all parts = lines. The new part appears by one rename, and from then on its lines
do not belong to the old part. A note written before says which lines they are; `settle` takes them out of the old
part and can do so any number of times. A run killed before the rename has changed nothing; one killed after it is
completed by the next command that looks into quarantine.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec

from analytics.openalex.quarantine import Quarantine
from analytics.openalex.quarantined import bad_records
from analytics.openalex.shards import Part, part_directory, write_part
from analytics.settings import Settings


class _Note(msgspec.Struct):
    """Lines of an old part that belong to a new one as soon as that is complete."""

    old: str
    new: str
    lines: list[int]


def note_down(warehouse: Path, old: str, new: str, lines: list[int]) -> None:
    """Say that ``lines`` of part ``old`` are the records of part ``new``, which is about to be staged."""
    folder = warehouse / "quarantine"
    folder.mkdir(exist_ok=True)
    scratch = folder / f".{new}"
    scratch.write_bytes(msgspec.json.encode(_Note(old, new, lines)))
    scratch.rename(folder / f".retry-{new}.json")


def is_settled(warehouse: Path) -> bool:
    """Whether no retry was killed halfway."""
    return not _notes(warehouse)


def settle(settings: Settings) -> None:
    """Follow every note, then drop it. The caller holds the warehouse for writing."""
    for file in _notes(settings.warehouse):
        note = msgspec.json.decode(file.read_bytes(), type=_Note)
        old, new = _part(settings.warehouse, note.old), _part(settings.warehouse, note.new)
        if old and new:
            _take_out(settings, old, set(note.lines))
        file.unlink()


def _part(warehouse: Path, part_id: str) -> Part | None:
    """Also a retired part: should it be recalled, the lines must not count again."""
    file = part_directory(warehouse, part_id) / "part.json"
    return msgspec.json.decode(file.read_bytes(), type=Part) if file.is_file() else None


def _notes(warehouse: Path) -> list[Path]:
    return sorted((warehouse / "quarantine").glob(".retry-*.json"))


def _take_out(settings: Settings, part: Part, lines: set[int]) -> None:
    folder = part_directory(settings.warehouse, part.part_id)
    scratch = folder / ".mending"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    with Quarantine(scratch, part.part_id) as kept:
        for record, reason in bad_records(settings.warehouse, part.part_id):
            if record.line_no not in lines:
                kept.add(record, reason)
    write_part(scratch, _described(settings, part, kept.records))
    if kept.records:
        (scratch / "raw_quarantine.parquet").replace(folder / "raw_quarantine.parquet")
    else:
        (folder / "raw_quarantine.parquet").unlink(missing_ok=True)
    (scratch / "part.json").replace(folder / "part.json")
    scratch.rmdir()


def _described(settings: Settings, part: Part, left: int) -> Part:
    """The part with ``left`` bad records; that it once had too many is no problem any more, a lost end stays one."""
    is_mended = left <= settings.max_bad_share * (part.records + left)
    problem = None if is_mended and " bad lines of " in (part.problem or "") else part.problem
    return msgspec.structs.replace(part, quarantined=left, problem=problem)
