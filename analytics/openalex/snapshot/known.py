"""What is remembered of every part of the snapshot, so that an unchanged one is not read again.

Hashing 666 GB to find that nothing changed takes hours. A part is the same while its place, size, time of last
change, entry in the manifest and filter are; what the shards are named after is still the digest of its bytes.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from analytics.openalex.entities.kinds import WORKS
from analytics.openalex.shards import holds_part
from analytics.openalex.snapshot.manifest import ListedPart
from analytics.openalex.snapshot.place import Stamp


class _Seen(msgspec.Struct, frozen=True):
    place: str
    size: int
    mtime_ns: int
    content_length: int | None
    record_count: int
    part_id: str
    wanted: str = ""


class KnownParts:
    """`<warehouse>/spool/snapshot/parts.json`: part name → how it looked when it was staged, and as what.

    Parts of ``entity`` other than works have the same names, so they stand in `parts-<entity>.json`. ``wanted`` is
    the digest of the filter they are read with.
    """

    def __init__(self, warehouse: Path, place: str, entity: str = WORKS, wanted: str = "") -> None:
        self._warehouse, self._place, self._wanted = warehouse, place, wanted
        name = "parts.json" if entity == WORKS else f"parts-{entity}.json"
        self._path = warehouse / "spool" / "snapshot" / name
        self._seen = _read(self._path)

    def part_id(self, listed: ListedPart, stamp: Stamp) -> str | None:
        """The complete raw shard of a part that looks as it did; None where it is to be read."""
        seen = self._seen.get(listed.name)
        if seen is None or seen != self._look(listed, stamp, seen.part_id):
            return None
        return seen.part_id if holds_part(self._warehouse, seen.part_id) else None

    def keep(self, listed: ListedPart, stamp: Stamp, part_id: str) -> None:
        """Remember, on disk at once, that ``listed`` was staged as ``part_id``."""
        self._seen[listed.name] = self._look(listed, stamp, part_id)
        self._write()

    def keep_only(self, names: set[str]) -> None:
        """Forget the parts that no manifest lists any more."""
        if gone := set(self._seen) - names:
            self._seen = {name: seen for name, seen in self._seen.items() if name not in gone}
            self._write()

    def _look(self, listed: ListedPart, stamp: Stamp, part_id: str) -> _Seen:
        look = (self._place, stamp.size, stamp.mtime_ns, listed.content_length, listed.record_count)
        return _Seen(*look, part_id, self._wanted)

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # By rename: whoever is killed here leaves the record as it was.
        scratch = self._path.with_name(f".{self._path.name}")
        scratch.write_bytes(msgspec.json.encode(self._seen, order="sorted"))
        scratch.replace(self._path)


def _read(path: Path) -> dict[str, _Seen]:
    """The record; empty where there is none or it is damaged, which costs reading once and loses nothing."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, _Seen])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return {}
