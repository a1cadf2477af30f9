"""The API ingest from settings to raw rows: read what is due, then stage what was spooled."""

from __future__ import annotations

import asyncio
from pathlib import Path

from analytics.errors import ApertureError, ConfigurationError
from analytics.openalex.api.client import ApiClient
from analytics.openalex.api.clock import Clock
from analytics.openalex.api.download import Download
from analytics.openalex.api.harvest import Harvest, Harvests
from analytics.openalex.api.key import api_key
from analytics.openalex.api.ledger import Ledger
from analytics.openalex.api.pages import PageSpool, read_page
from analytics.openalex.api.query import partitions
from analytics.openalex.parts import PartOrigin, stage_part
from analytics.openalex.report import IngestReport
from analytics.progress import Progress, silent
from analytics.settings import ApiSettings, Settings


def ingest_api(settings: Settings, progress: Progress = silent, clock: Clock | None = None) -> IngestReport:
    """Read the scope of ``settings.api`` and stage every page of it.

    A spent budget, a refusal or an unreachable API ends the reading and is the first problem of the report;
    the pages got until then are staged. Raises ConfigurationError and WarehouseNotWritable.
    """
    clock = clock or Clock()
    # A new reading of a partition replaces the state of the last one, so what that one left goes first.
    left_over = stage_spooled(settings, progress)
    problem = download(settings, progress, clock)
    stopped = IngestReport(problems=(problem,) if problem else ())
    return stopped + left_over + stage_spooled(settings, progress)


def download(settings: Settings, progress: Progress, clock: Clock) -> ApertureError | None:
    """Spool the pages that are due today; what ended it early, or None. Stages nothing."""
    api = _api(settings)
    harvests = _harvests(settings)
    wanted = [harvests.due(partition, clock.today()) for partition in partitions(api)]
    key = api_key(api)
    due = [harvest for harvest in wanted if harvest]
    ledger = Ledger(_root(settings) / "credits.json", api.credits_per_day, clock, key is not None)

    async def run() -> ApertureError | None:
        async with ApiClient(api, key, ledger, clock) as client:
            spool = PageSpool(_root(settings))
            return await Download(api, client, spool, harvests, clock, progress).run(due)

    return asyncio.run(run())


def stage_spooled(settings: Settings, progress: Progress = silent) -> IngestReport:
    """Turn spooled pages into raw rows, each once; a page that cannot be read is a problem of the report."""
    harvests, report = _harvests(settings), IngestReport()
    unstaged = harvests.unstaged()
    total, done = sum(harvest.pages - harvest.staged for harvest in unstaged), 0
    for harvest in unstaged:
        while harvest.staged < harvest.pages:
            report += _stage_page(settings, harvest, harvest.staged + 1)
            harvest.staged += 1
            harvests.save(harvest)
            done += 1
            progress("pages staged", done, total)
    return report


def _stage_page(settings: Settings, harvest: Harvest, number: int) -> IngestReport:
    spool = PageSpool(_root(settings))
    page = spool.page_path(harvest.started, harvest.partition_id, number)
    # A page without works is a good answer, but as a file it would be an error.
    files = spool.files_of(page) if read_page(page).results else []
    return sum((_stage(settings, file, harvest) for file in files), IngestReport())


def _stage(settings: Settings, file: Path, harvest: Harvest) -> IngestReport:
    name = file.relative_to(_root(settings)).as_posix()
    try:
        return stage_part(settings, file, PartOrigin("api", name, release=harvest.started.isoformat()))
    except ApertureError as error:
        return IngestReport(problems=(error,))


def _api(settings: Settings) -> ApiSettings:
    if settings.api is None:
        raise ConfigurationError("There is no [api] section in the settings, so there is nothing to ask for.")
    return settings.api


def _root(settings: Settings) -> Path:
    return settings.warehouse / "spool" / "api"


def _harvests(settings: Settings) -> Harvests:
    return Harvests(_root(settings) / "partitions")
