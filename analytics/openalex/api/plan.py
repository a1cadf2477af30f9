"""What the next runs would read and cost, counted before anything is spent on reading (`--plan`)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from analytics.errors import ApertureError
from analytics.layout import writable_warehouse
from analytics.openalex.api.client import ApiClient
from analytics.openalex.api.clock import Clock
from analytics.openalex.api.entities import entity_spools
from analytics.openalex.api.harvest import Harvest
from analytics.openalex.api.query import MAX_VALUES, PER_PAGE, counts_url
from analytics.openalex.api.state import ApiState, open_state
from analytics.settings import Settings

_MOST_GROUPS = 200  # years in one answer

_Question = tuple[str, date | None, date | None, int]


class _Group(msgspec.Struct):
    key: str | int
    count: int


class _Groups(msgspec.Struct):
    group_by: list[_Group]


@dataclass(frozen=True)
class PlannedReading:
    """One partition that is due. ``works`` are those still to be listed; None where they could not be counted."""

    partition_id: str
    filter: str
    reading: str
    works: int | None

    @property
    def calls(self) -> int | None:
        """List calls, one credit each: the page that is not full tells that it is the last."""
        return None if self.works is None else self.works // PER_PAGE + 1


@dataclass(frozen=True)
class PlannedEntities:
    """Institutions, topics or funders that works already staged name and the warehouse does not hold."""

    entity: str
    ids: int

    @property
    def calls(self) -> int:
        """Calls, one credit each."""
        return -(-self.ids // MAX_VALUES)


@dataclass(frozen=True)
class ApiPlan:
    """All readings that are due. ``asked`` credits went into counting, ``left`` of today's are there now.

    ``entities`` are only what works in the warehouse name: what works still to be read will name is not known.
    ``problem`` is what ended the counting early, a spent budget for one.
    """

    readings: tuple[PlannedReading, ...]
    entities: tuple[PlannedEntities, ...]
    asked: int
    left: int
    per_day: int
    today: date
    problem: ApertureError | None = None

    @property
    def works(self) -> int:
        """Works of all partitions that could be counted."""
        return sum(reading.works or 0 for reading in self.readings)

    @property
    def credits(self) -> int:
        """Credits of all that could be counted; works of many authors are completed for free."""
        return sum(reading.calls or 0 for reading in self.readings) + sum(beside.calls for beside in self.entities)

    @property
    def later_days(self) -> int:
        """Days after today whose budget is needed as well."""
        return max(0, -(-(self.credits - self.left) // self.per_day))

    @property
    def ends(self) -> date:
        """The day on which the last of the credits is spent."""
        return self.today + timedelta(days=self.later_days)


def plan_api(settings: Settings, clock: Clock | None = None) -> ApiPlan:
    """Count what is due by `group_by`, one credit for each choice of facets; nothing is spooled.

    Raises ConfigurationError, StateDamaged, WarehouseNotWritable, WarehouseTooNew, WarehouseBusy.
    """
    with writable_warehouse(settings.warehouse):
        state = open_state(settings, clock or Clock())
        today = state.clock.today()
        missing = [PlannedEntities(spool.kind.name, len(spool.missing(today))) for spool in entity_spools(settings)]
        return asyncio.run(_plan(state, tuple(beside for beside in missing if beside.ids)))


async def _plan(state: ApiState, entities: tuple[PlannedEntities, ...]) -> ApiPlan:
    async with ApiClient(state.api, state.key, state.ledger, state.clock) as client:
        state = await state.with_ids(client)
    due = state.due(by_change=state.entitlement.known() or False)
    before = state.ledger.used
    counts, problem = await _counts(state, due)
    readings = tuple(
        PlannedReading(h.partition_id, h.filter, _reading(h), _left_of(h) if h.pages else counts.get(h.partition_id))
        for h in due
    )
    ledger, today = state.ledger, state.clock.today()
    asked, left = ledger.used - before, ledger.remaining
    return ApiPlan(readings, entities, asked, left, state.api.credits_per_day, today, problem)


async def _counts(state: ApiState, due: list[Harvest]) -> tuple[dict[str, int], ApertureError | None]:
    """Works by partition, of those not begun yet; and the first problem met."""
    questions: dict[_Question, list[Harvest]] = {}
    for harvest in due:
        if not harvest.pages:
            questions.setdefault(_question(harvest), []).append(harvest)
    counts: dict[str, int] = {}
    async with ApiClient(state.api, state.key, state.ledger, state.clock) as client:
        for question, asked in questions.items():
            try:
                counts |= await _count(client, state.api.base_url, question, asked)
            except ApertureError as error:
                return counts, error
    return counts, None


async def _count(client: ApiClient, base_url: str, question: _Question, asked: list[Harvest]) -> dict[str, int]:
    facets, since, changed_since, _ = question
    years = [harvest.year for harvest in asked]
    url = counts_url(base_url, (min(years), max(years)), facets, since, changed_since)
    fetched = await client.fetch(url, 1, _Groups)
    groups = fetched.content.group_by if fetched else []
    found = {int(group.key): group.count for group in groups}
    return {harvest.partition_id: found.get(harvest.year, 0) for harvest in asked}


def _question(harvest: Harvest) -> _Question:
    """What one call can count: one choice of facets and one window, over years that fit into an answer."""
    facets = harvest.filter.partition(",")[2]
    return facets, harvest.since, harvest.changed_since, harvest.year // _MOST_GROUPS


def _left_of(harvest: Harvest) -> int:
    return max(0, (harvest.count or 0) - harvest.works)


def _reading(harvest: Harvest) -> str:
    if harvest.pages:
        return f"goes on at page {harvest.pages + 1:,}"
    if harvest.changed_since:
        return f"changed since {harvest.changed_since}"
    return f"published since {harvest.since}" if harvest.since else "whole"
