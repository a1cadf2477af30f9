"""Pages and single works on disk, exactly as received: one gz file each, named by partition and page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from analytics.errors import StateDamaged
from analytics.openalex.api.durable import read_struct, write_struct, write_whole
from analytics.openalex.api.gz import DamagedGzipError, unpack
from analytics.openalex.api.harvest import Harvest


class Head(msgspec.Struct):
    """The two fields of a work that the download needs."""

    id: str | None = None
    is_authors_truncated: bool | None = None

    @property
    def work_id(self) -> str | None:
        """The bare id, `W2741809807`; None for a record that quarantine will have to look at."""
        return self.id.rsplit("/", 1)[-1] if self.id else None


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
        return [work.work_id for work in self.results if work.is_authors_truncated and work.work_id]

    def ids(self) -> list[str]:
        """Bare ids of all works that have one."""
        return [work.work_id for work in self.results if work.work_id]


class Gone(msgspec.Struct):
    """Works that a list still named and the API no longer has: bare id to the day it was noticed."""

    works: dict[str, date] = {}


class PageSpool:
    """The files of all harvests under ``root`` (`<warehouse>/spool/api`)."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def page_path(self, harvest: Harvest, page: int) -> Path:
        """Where page ``page`` (from 1) of a reading lies."""
        folder = self.root / "pages" / harvest.started.isoformat()
        return folder / f"{harvest.partition_id}-p{page:06}.json.gz"

    def work_path(self, page: Path, work_id: str) -> Path:
        """Where a work of ``page`` that was fetched again with all its authors lies: just after its page."""
        return page.with_name(page.name.replace(".json.gz", f"-{work_id}.json.gz"))

    def block_path(self, harvest: Harvest, first: int, last: int) -> Path:
        """Where the works of pages ``first`` to ``last`` lie as JSON lines, ready to be staged."""
        folder = self.root / "blocks" / harvest.started.isoformat()
        return folder / f"{harvest.partition_id}-p{first:06}-{last:06}.jsonl.gz"

    def ids(self, harvest: Harvest, first: int, last: int) -> set[str]:
        """Bare ids of the works on pages ``first`` to ``last``; about 3 ms a page."""
        pages = (read_page(self.page_path(harvest, page)) for page in range(first, last + 1))
        return {work_id for page in pages for work_id in page.ids()}

    def keep(self, path: Path, packed: bytes) -> None:
        """Store ``packed`` whole. The same request twice leaves one file."""
        write_whole(path, packed)

    def note_gone(self, work_id: str, day: date) -> None:
        """Record in `gone.json` that the API no longer has a work."""
        path = self.root / "gone.json"
        gone = read_struct(path, Gone) or Gone()
        gone.works.setdefault(work_id, day)
        write_struct(path, gone)


def read_page(path: Path) -> Page:
    """The heads of a spooled page. Raises StateDamaged."""
    return msgspec.json.decode(page_bytes(path), type=Page)


def page_bytes(path: Path) -> bytes:
    """A spooled page as received, decompressed. Raises StateDamaged where it is missing or damaged."""
    try:
        return unpack(path.read_bytes())
    except (OSError, DamagedGzipError):
        # Only whole files are ever put in place, so somebody else was here.
        state = f"partitions/{path.name.rsplit('-p', 1)[0]}.json"
        raise StateDamaged(f"{path} cannot be read; without {state} its partition starts anew.") from None
