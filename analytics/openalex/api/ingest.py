"""The API ingest from settings to raw rows: read what is due, stage it, then ask for what its works refer to."""

from __future__ import annotations

import asyncio

from analytics.errors import ApertureError
from analytics.layout import writable_warehouse
from analytics.openalex.api.client import ApiClient
from analytics.openalex.api.clock import Clock
from analytics.openalex.api.download import Download
from analytics.openalex.api.entities import ingest_entities, stage_spooled_entities
from analytics.openalex.api.harvest import Harvest
from analytics.openalex.api.refusals import PlanRefused
from analytics.openalex.api.staging import stage_spooled
from analytics.openalex.api.state import ApiState, open_harvests, open_state
from analytics.openalex.report import IngestReport
from analytics.progress import Progress, silent
from analytics.settings import Settings


def ingest_api(settings: Settings, progress: Progress = silent, clock: Clock | None = None) -> IngestReport:
    """Read the scope of ``settings.api`` and stage every work of it once, then the institutions, topics and funders
    that works of the warehouse name and it does not hold.

    A spent budget, a refusal or an unreachable API ends the reading and is the first problem of the report;
    the pages got until then are staged. Raises ConfigurationError, WarehouseNotWritable, WarehouseTooNew and
    WarehouseBusy.
    """
    clock = clock or Clock()
    with writable_warehouse(settings.warehouse):
        # A new reading of a partition replaces the state of the last one, so what that one left goes first.
        left_over = stage_spooled(settings, progress, with_rest=False) + stage_spooled_entities(settings, clock)
        problem = download(settings, progress, clock)
        stopped = IngestReport(problems=(problem,) if problem else ())
        report = stopped + left_over + stage_spooled(settings, progress)
        if problem is None:
            report += ingest_entities(settings, progress, clock)
        notes = tuple(harvest.note for harvest in open_harvests(settings).moved(clock.today()))
        return report + IngestReport(notes=notes)


def download(settings: Settings, progress: Progress, clock: Clock) -> ApertureError | None:
    """Spool the pages that are due today; what ended it early, or None. Stages nothing."""
    return asyncio.run(_read(open_state(settings, clock), progress))


async def _read(state: ApiState, progress: Progress) -> ApertureError | None:
    async with ApiClient(state.api, state.key, state.ledger, state.clock) as client:
        try:
            state = await state.with_ids(client)
            by_change = await _covers_changes(state, client)
        except ApertureError as error:
            return error
        problem = await _download(state, client, state.due(by_change), progress)
        if by_change and isinstance(problem, PlanRefused):
            # The plan has ended since it was asked about.
            state.entitlement.remember(False)
            problem = await _download(state, client, state.due(False), progress)
        return problem


async def _covers_changes(state: ApiState, client: ApiClient) -> bool:
    known = state.entitlement.known()
    if known is None and state.harvests.any_before(state.clock.today()):
        return await state.entitlement.ask(client, state.api.base_url)
    return known or False


async def _download(state: ApiState, client: ApiClient, due: list[Harvest], progress: Progress) -> ApertureError | None:
    return await Download(state.api, client, state.spool, state.harvests, state.clock, progress).run(due)
