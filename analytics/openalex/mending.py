"""Bad records tried once more: what can be read now becomes a part of its own and leaves the quarantine.

The new part is an ordinary one: its records lie in the spool, and `settling.py` keeps the count of lines true.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

import msgspec

from analytics.errors import PathNotFound, TruncatedFile
from analytics.layout import writable_warehouse
from analytics.openalex.chunks import BrokenEnd
from analytics.openalex.contents import content
from analytics.openalex.decode import BadRecord, decode_work
from analytics.openalex.entities.kinds import KINDS, WORKS
from analytics.openalex.entities.reading import decode_entity
from analytics.openalex.parts import PartOrigin, digest, stage_part
from analytics.openalex.quarantined import bad_records
from analytics.openalex.settling import note_down, settle
from analytics.openalex.shards import Part
from analytics.openalex.sources import Record, records
from analytics.settings import Settings


@dataclass
class Retried:
    """What a retry came to. ``mended`` are lines that can be read now, ``left`` lines that still cannot, and why.

    Nothing has changed where ``given``, the records of the mended file, are not as many as ``tried`` lines.
    """

    tried: int = 0
    given: int = 0
    mended: list[int] = field(default_factory=list)
    left: dict[int, str] = field(default_factory=dict)
    part_id: str | None = None


def retry(settings: Settings, part: Part, line_no: int | None = None, mended: Path | None = None) -> Retried:
    """Read the bad records of ``part`` again, or of ``mended`` as many in their order, and keep what can be read.

    ``line_no`` limits it to one. What still cannot be read stays in quarantine as it was. Raises PathNotFound,
    EmptyFile and TruncatedFile for ``mended``, StateDamaged, WarehouseBusy, WarehouseNotWritable.
    """
    with writable_warehouse(settings.warehouse):
        settle(settings)
        scratch = _scratch(settings.warehouse, part)
        try:
            retried = _read_again(settings.warehouse, part, line_no, mended, scratch)
            if retried.mended and retried.given == retried.tried:
                retried.part_id = _take_over(settings, part, retried.mended, _spooled(scratch))
        finally:
            scratch.unlink(missing_ok=True)
    return retried


def _scratch(warehouse: Path, part: Part) -> Path:
    folder = warehouse / "spool" / "files"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f".retry-of-{part.part_id}.jsonl.gz"


def _read_again(warehouse: Path, part: Part, line_no: int | None, mended: Path | None, scratch: Path) -> Retried:
    """Write every record that can be read now to ``scratch``, one a line."""
    bad = (r for r, _ in bad_records(warehouse, part.part_id) if line_no in (None, r.line_no))
    pairs: Iterable[tuple[Record | None, Record | None]]
    pairs = ((record, record) for record in bad) if mended is None else zip_longest(bad, _mended(mended))
    retried = Retried()
    # The old part stands in the header, and with it in the id of the new one: of two parts that hold the same
    # bad line, each is mended by a part of its own. No time, so that trying twice gives the same bytes.
    with scratch.open("wb") as file, gzip.GzipFile(f"retry of {part.part_id}", "wb", 6, file, mtime=0) as out:
        for old, new in pairs:
            retried.tried += old is not None
            retried.given += new is not None
            if old and new:
                _try(retried, part.entity, old.line_no, new.raw, out)
    return retried


def _try(retried: Retried, entity: str, line_no: int, raw: bytes, out: gzip.GzipFile) -> None:
    try:
        decode_work(raw) if entity == WORKS else decode_entity(KINDS[entity], raw)
    except BadRecord as error:
        retried.left[line_no] = str(error)
        return
    # A member of a saved page may stand on several lines.
    out.write((msgspec.json.format(raw, indent=-1) if b"\n" in raw else raw) + b"\n")
    retried.mended.append(line_no)


def _mended(file: Path) -> Iterator[Record]:
    try:
        for item in records(file):
            if isinstance(item, BrokenEnd):
                raise TruncatedFile(f"{file} is damaged: {item.reason}; nothing was taken from it.")
            yield item
    except OSError as error:
        raise PathNotFound(f"{file} cannot be read: {error.strerror}.") from None


def _spooled(scratch: Path) -> Path:
    return scratch.rename(scratch.with_name(f"{digest(scratch)[:16]}-{scratch.name[1:]}"))


def _take_over(settings: Settings, part: Part, lines: list[int], source: Path) -> str:
    new = digest(source)[:16]
    note_down(settings.warehouse, part.part_id, new, lines)
    origin = PartOrigin("files", f"retry of {part.name}", part.release)
    stage_part(settings, source, origin, content(part.entity))
    settle(settings)
    return new
