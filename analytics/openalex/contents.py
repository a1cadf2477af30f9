"""What a part can hold, works or what they refer to, and how it is read."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

from analytics.errors import ApertureError, NotEntities, NotWorks
from analytics.openalex.entities.kinds import KINDS, WORKS, Kind
from analytics.openalex.entities.reading import read_entities
from analytics.openalex.parquet import is_parquet, read_parquet_works
from analytics.openalex.reading import Reading, read_works
from analytics.openalex.wanted import Wanted
from analytics.settings import SnapshotFilter


class Content(Protocol):
    """``entity`` is OpenAlex's name of the records, ``nothing`` the error of a part that holds none of them."""

    entity: str
    nothing: type[ApertureError]

    def part_id(self, sha256: str) -> str:
        """Sixteen characters for the bytes of a part and what is wanted of them."""

    def read(self, source: Path, part_id: str, directory: Path) -> Reading:
        """Write the raw shards of ``source`` into ``directory``. Raises EmptyFile, NotWorks for damaged Parquet."""


class Works:
    """Works, those that the filter ``asked`` for or all."""

    entity: str = WORKS
    nothing: type[ApertureError] = NotWorks

    def __init__(self, asked: SnapshotFilter | None = None) -> None:
        self._asked = asked

    def part_id(self, sha256: str) -> str:
        """Another one for each filter."""
        wanted = Wanted(self._asked).digest
        return hashlib.sha256(f"{sha256}{wanted}".encode()).hexdigest()[:16] if wanted else sha256[:16]

    def read(self, source: Path, part_id: str, directory: Path) -> Reading:
        """JSON in any form, or Parquet."""
        read = read_parquet_works if is_parquet(source) else read_works
        return read(source, part_id, directory, Wanted(self._asked))


class Entities:
    """Institutions, topics or funders, all of them."""

    nothing: type[ApertureError] = NotEntities

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self.entity = kind.name

    def part_id(self, sha256: str) -> str:
        """By the bytes alone."""
        return sha256[:16]

    def read(self, source: Path, part_id: str, directory: Path) -> Reading:
        """JSON in any form, or Parquet."""
        return read_entities(self._kind, source, part_id, directory)


def content(entity: str, asked: SnapshotFilter | None = None) -> Content:
    """The content of parts of ``entity``; ``asked`` is for works."""
    return Works(asked) if entity == WORKS else Entities(KINDS[entity])
