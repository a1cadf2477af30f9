"""Pages and single works on disk, exactly as received: one gz file each, named by partition and page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from analytics.openalex.api.durable import read_struct, write_struct, write_whole
from analytics.openalex.api.gz import unpack


class Head(msgspec.Struct):
    """The two fields of a work that the download needs."""

    id: str
    is_authors_truncated: bool | None = None

    @property
    def work_id(self) -> str:
        """The bare id, `W2741809807`."""
        return self.id.rsplit("/", 1)[-1]


class Meta(msgspec.Struct):
    """What a list answer says of itself; ``next_cursor`` is null after the last page."""

    count: int
    next_cursor: str | None


class Page(msgspec.Struct):
    """A list answer, as far as the download needs it."""

    meta: Meta
    results: list[Head]

    def truncated(self) -> list[str]:
        """Bare ids of works of which the answer holds only the first 100 authors."""
        return [work.work_id for work in self.results if work.is_authors_truncated]


class Gone(msgspec.Struct):
    """Works that a list still named and the API no longer has: bare id to the day it was noticed."""

    works: dict[str, date] = {}


class PageSpool:
    """The files of all harvests under ``root`` (`<warehouse>/spool/api`)."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def page_path(self, started: date, partition_id: str, page: int) -> Path:
        """Where page ``page`` (from 1) of a harvest lies."""
        return self._root / "pages" / started.isoformat() / f"{partition_id}-p{page:06}.json.gz"

    def work_path(self, page: Path, work_id: str) -> Path:
        """Where a work of ``page`` that was fetched again with all its authors lies: just after its page."""
        return page.with_name(page.name.replace(".json.gz", f"-{work_id}.json.gz"))

    def files_of(self, page: Path) -> list[Path]:
        """The page and the works completed for it, in the order in which they were received."""
        return [page, *sorted(page.parent.glob(page.name.replace(".json.gz", "-W*.json.gz")))]

    def keep(self, path: Path, packed: bytes) -> None:
        """Store ``packed`` whole. The same request twice leaves one file."""
        write_whole(path, packed)

    def note_gone(self, work_id: str, day: date) -> None:
        """Record in `gone.json` that the API no longer has a work."""
        path = self._root / "gone.json"
        gone = read_struct(path, Gone) or Gone()
        gone.works.setdefault(work_id, day)
        write_struct(path, gone)


def read_page(path: Path) -> Page:
    """The heads of a spooled page."""
    # Only whole files are ever at their place, so this cannot meet half a page.
    return msgspec.json.decode(unpack(path.read_bytes()), type=Page)
