"""Institutions, topics and funders from the API: those that staged works name and the warehouse does not hold.

One call answers for up to 100 ids. Answers are numbered and spooled as received, then staged fifty at a time; one
small file for each kind says how many there are, how many are raw rows, and which ids the API does not know.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec

from analytics.errors import ApertureError
from analytics.openalex.api.client import ApiClient
from analytics.openalex.api.clock import Clock
from analytics.openalex.api.durable import read_struct, write_struct, write_whole
from analytics.openalex.api.gz import pack_all
from analytics.openalex.api.pages import Head, page_bytes
from analytics.openalex.api.query import MAX_VALUES, entities_url
from analytics.openalex.api.state import ApiState, api_settings, open_spool, open_state
from analytics.openalex.contents import Entities
from analytics.openalex.entities.held import wanted
from analytics.openalex.entities.kinds import KINDS, Kind
from analytics.openalex.parts import PartOrigin, stage_part
from analytics.openalex.report import IngestReport
from analytics.progress import Progress
from analytics.settings import Settings

_BLOCK = 50  # answers in one part


class _Fetching(msgspec.Struct):
    """Answers 1 to ``pages`` are spooled, 1 to ``staged`` are raw rows; ``gone``: id → day it was not known."""

    pages: int = 0
    staged: int = 0
    gone: dict[str, date] = {}


class _Answer(msgspec.Struct):
    results: list[Head]


class _Answers(msgspec.Struct):
    results: list[msgspec.Raw]


class EntitySpool:
    """What is kept of one kind, in `<warehouse>/spool/api/entities/<kind>`."""

    def __init__(self, settings: Settings, kind: Kind) -> None:
        self.kind, self._settings = kind, settings
        self._folder = open_spool(settings).root / "entities" / kind.name
        self._path = self._folder / "state.json"
        self.state = read_struct(self._path, _Fetching) or _Fetching()

    def missing(self, today: date) -> list[str]:
        """Ids to ask for today: named by works, not held or too old, and not found gone lately."""
        since = today - timedelta(days=api_settings(self._settings).entities_days)
        gone = {identifier for identifier, day in self.state.gone.items() if day >= since}
        return [one for one in wanted(self._settings.warehouse, self.kind, since) if one not in gone]

    def keep(self, asked: list[str], answer: list[Head], packed: bytes, today: date) -> None:
        """Spool an answer, then count it; nothing of it is half there whenever the run is killed."""
        write_whole(self._page(self.state.pages + 1), packed)
        found = {one.work_id for one in answer}
        self.state.pages += 1
        self.state.gone = {one: day for one, day in self.state.gone.items() if one not in found}
        self.state.gone |= dict.fromkeys(sorted(set(asked) - found), today)
        write_struct(self._path, self.state)

    def stage(self, today: date) -> IngestReport:
        """Stage what is spooled and not staged yet; a block that cannot be read is a problem of the report."""
        report = IngestReport()
        while self.state.staged < self.state.pages:
            first, last = self.state.staged + 1, min(self.state.staged + _BLOCK, self.state.pages)
            report += self._stage_block(first, last, today)
            self.state.staged = last
            write_struct(self._path, self.state)
        return report

    def _stage_block(self, first: int, last: int, today: date) -> IngestReport:
        packed = pack_all(line for number in range(first, last + 1) for line in _lines(self._page(number)))
        if packed is None:
            return IngestReport()
        block = self._folder / f"p{first:06}-{last:06}.jsonl.gz"
        write_whole(block, packed)
        origin = PartOrigin("api", f"entities/{self.kind.name}/{block.name}", today.isoformat())
        try:
            return stage_part(self._settings, block, origin, Entities(self.kind))
        except ApertureError as error:
            return IngestReport(problems=(error,))

    def _page(self, number: int) -> Path:
        return self._folder / f"p{number:06}.json.gz"


def _lines(page: Path) -> Iterator[bytes]:
    for raw in msgspec.json.decode(page_bytes(page), type=_Answers).results:
        # Within JSON a line end can only stand between two tokens, where a blank means the same.
        yield bytes(raw).replace(b"\n", b" ").replace(b"\r", b" ") + b"\n"


def entity_spools(settings: Settings) -> list[EntitySpool]:
    """One spool for each kind that the settings ask for. Raises ConfigurationError, StateDamaged."""
    return [EntitySpool(settings, KINDS[name]) for name in dict.fromkeys(api_settings(settings).entities)]


def stage_spooled_entities(settings: Settings, clock: Clock) -> IngestReport:
    """Stage the answers that a run which was stopped has left."""
    return sum((spool.stage(clock.today()) for spool in entity_spools(settings)), IngestReport())


def ingest_entities(settings: Settings, progress: Progress, clock: Clock) -> IngestReport:
    """Ask for what is missing, and stage every answer; what ended the asking early is a problem of the report."""
    spools = entity_spools(settings)
    problem = asyncio.run(_fetch(open_state(settings, clock), spools, progress))
    report = IngestReport(problems=(problem,) if problem else ())
    return sum((spool.stage(clock.today()) for spool in spools), report)


async def _fetch(state: ApiState, spools: list[EntitySpool], progress: Progress) -> ApertureError | None:
    async with ApiClient(state.api, state.key, state.ledger, state.clock) as client:
        for spool in spools:
            if problem := await _Asking(state, client, spool, progress).run():
                return problem
    return None


class _Asking:
    """All calls for one kind, in parallel streams; the first error stops them."""

    def __init__(self, state: ApiState, client: ApiClient, spool: EntitySpool, progress: Progress) -> None:
        self._state, self._client, self._spool, self._progress = state, client, spool, progress
        self._ids = spool.missing(state.clock.today())
        self._asked = 0
        self._problem: ApertureError | None = None

    async def run(self) -> ApertureError | None:
        """Ask; returns what stopped it, None where everything was asked for."""
        chunks = iter([self._ids[start : start + MAX_VALUES] for start in range(0, len(self._ids), MAX_VALUES)])
        async with asyncio.TaskGroup() as group:
            for _ in range(self._state.api.streams):
                group.create_task(self._stream(chunks))
        return self._problem

    async def _stream(self, chunks: Iterator[list[str]]) -> None:
        try:
            for ids in chunks:
                if self._problem is None:
                    await self._ask(ids)
        except ApertureError as error:
            self._problem = self._problem or error

    async def _ask(self, ids: list[str]) -> None:
        kind = self._spool.kind
        url = entities_url(self._state.api.base_url, kind.name, ids, kind.fields)
        fetched = await self._client.fetch(url, 1, _Answer)
        if fetched:
            self._spool.keep(ids, fetched.content.results, fetched.packed, self._state.clock.today())
        self._asked += len(ids)
        self._progress(f"{kind.name} from the API", self._asked, len(self._ids))
