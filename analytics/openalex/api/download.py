"""Many partitions at once, each page by page, until all is read or a reason to stop is met."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from analytics.errors import ApertureError, ApiRefused
from analytics.openalex.api.client import ApiClient
from analytics.openalex.api.clock import Clock
from analytics.openalex.api.harvest import Harvest, Harvests
from analytics.openalex.api.pages import Head, Page, PageSpool, read_page
from analytics.openalex.api.query import PER_PAGE, list_url, work_url
from analytics.openalex.api.refusals import CursorRefused
from analytics.progress import Progress
from analytics.settings import ApiSettings

_LIST_CREDITS, _SINGLE_CREDITS = 1, 0


class Download:
    """One run over the harvests that are due. The first error stops all streams after their current page."""

    def __init__(
        self,
        api: ApiSettings,
        client: ApiClient,
        spool: PageSpool,
        harvests: Harvests,
        clock: Clock,
        progress: Progress,
    ) -> None:
        self._api = api
        self._client = client
        self._spool = spool
        self._harvests = harvests
        self._clock = clock
        self._progress = progress
        self._due: list[Harvest] = []
        self._begun_again: set[str] = set()
        self._problem: ApertureError | None = None

    async def run(self, due: list[Harvest]) -> ApertureError | None:
        """Read ``due`` in parallel streams; returns what stopped it, None where all was read."""
        self._due = due
        waiting = iter(due)
        async with asyncio.TaskGroup() as group:
            for _ in range(min(self._api.streams, len(due))):
                group.create_task(self._stream(waiting))
        return self._problem

    async def _stream(self, waiting: Iterator[Harvest]) -> None:
        try:
            for harvest in waiting:
                # In a thread: of a large partition that is taken up again this reads thousands of pages.
                seen = await asyncio.to_thread(self._spool.ids, harvest, harvest.pass_from + 1, harvest.pages)
                while harvest.completed is None and self._problem is None:
                    await self._next_page(harvest, seen)
        except ApertureError as error:
            self._problem = self._problem or error

    async def _next_page(self, harvest: Harvest, seen: set[str]) -> None:
        path = self._spool.page_path(harvest, harvest.pages + 1)
        try:
            # A page that a killed run had already paid for is not asked for again.
            page = read_page(path) if path.exists() else await self._ask(harvest, path)
        except CursorRefused:
            # Once a run: a cursor that is lost again and again is a refusal like any other.
            if harvest.cursor == "*" or harvest.partition_id in self._begun_again:
                raise
            self._begun_again.add(harvest.partition_id)
            self._begin_again(harvest, seen)
            return
        for work_id in page.truncated():
            work_path = self._spool.work_path(path, work_id)
            if not work_path.exists():
                await self._complete(work_id, work_path)
        self._advance(harvest, page, seen)

    async def _ask(self, harvest: Harvest, path: Path) -> Page:
        url = list_url(self._api.base_url, harvest.filter, harvest.cursor, harvest.since, harvest.changed_since)
        fetched = await self._client.fetch(url, _LIST_CREDITS, Page)
        if fetched is None:
            raise ApiRefused(f"There is no list of works at {self._api.base_url}.")
        self._spool.keep(path, fetched.packed)
        return fetched.content

    async def _complete(self, work_id: str, path: Path) -> None:
        """A list answer holds 100 authors of a work; the work by itself holds all and costs nothing."""
        fetched = await self._client.fetch(work_url(self._api.base_url, work_id), _SINGLE_CREDITS, Head)
        if fetched is None:
            self._spool.note_gone(work_id, self._clock.today())
        else:
            self._spool.keep(path, fetched.packed)

    def _advance(self, harvest: Harvest, page: Page, seen: set[str]) -> None:
        harvest.pages += 1
        seen.update(page.ids())
        harvest.works, harvest.count = len(seen), page.meta.count
        # The API hands out a cursor to an empty page after the last work; asking for it costs a credit.
        is_last = len(page.results) < PER_PAGE and harvest.works >= page.meta.count
        if page.meta.next_cursor is None or not page.results or is_last:
            self._end_pass(harvest, seen)
        else:
            harvest.cursor = page.meta.next_cursor
        self._harvests.save(harvest)
        self._tell()

    def _end_pass(self, harvest: Harvest, seen: set[str]) -> None:
        """Works that came, went or changed places between two pages show as a count that does not agree."""
        harvest.disagrees = harvest.works != harvest.count
        if harvest.disagrees and not harvest.is_reread:
            harvest.is_reread = True
            self._begin_again(harvest, seen)
        else:
            harvest.completed = self._clock.today()

    def _begin_again(self, harvest: Harvest, seen: set[str]) -> None:
        harvest.begin_again()
        seen.clear()
        self._harvests.save(harvest)

    def _tell(self) -> None:
        counts = [harvest.count for harvest in self._due]
        known = [count for count in counts if count is not None]
        total = sum(known) if len(known) == len(counts) else None
        self._progress("works from the API", sum(harvest.works for harvest in self._due), total)
