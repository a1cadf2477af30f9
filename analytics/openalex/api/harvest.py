"""Where each partition stands: cursor, pages spooled, pages staged, day of completion. One JSON file each."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec

from analytics.openalex.api.durable import read_struct, write_struct
from analytics.openalex.api.query import Partition

# Records reach OpenAlex weeks after publication, so each re-reading starts that much before the last one.
# What changes in older works comes with the snapshot: asking by date of change needs a paid plan.
TRAILING_DAYS = 60


class Harvest(msgspec.Struct):
    """One reading of a partition from first to last page; the next reading replaces it.

    ``cursor`` asks for page ``pages + 1``; ``since`` is null for a reading of the whole partition;
    pages up to ``staged`` have become raw rows.
    """

    partition_id: str
    year: int
    filter: str
    started: date
    since: date | None = None
    cursor: str = "*"
    pages: int = 0
    works: int = 0
    count: int | None = None
    staged: int = 0
    completed: date | None = None


class Harvests:
    """The state files of all partitions ever asked for, under ``directory``."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def due(self, partition: Partition, today: date) -> Harvest | None:
        """What is left to read of ``partition`` today: the reading under way, a new one, or nothing."""
        last = read_struct(self._path(partition.partition_id), Harvest)
        if last is None:
            return Harvest(partition.partition_id, partition.year, partition.filter, today)
        if last.completed is None:
            return last
        since = last.started - timedelta(days=TRAILING_DAYS)
        if last.completed >= today or last.year < since.year:
            return None
        return Harvest(last.partition_id, last.year, last.filter, today, since=since)

    def save(self, harvest: Harvest) -> None:
        """Write the state; called after the page's files are in their place, never before."""
        write_struct(self._path(harvest.partition_id), harvest)

    def unstaged(self) -> list[Harvest]:
        """Every harvest with spooled pages that are not yet raw rows."""
        found = (read_struct(path, Harvest) for path in sorted(self._directory.glob("y*.json")))
        return [harvest for harvest in found if harvest and harvest.staged < harvest.pages]

    def _path(self, partition_id: str) -> Path:
        return self._directory / f"{partition_id}.json"
