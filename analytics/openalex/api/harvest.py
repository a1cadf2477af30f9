"""Where each partition stands: cursor, pages spooled, pages staged, day of completion. One JSON file each."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec

from analytics.openalex.api.durable import read_struct, write_struct
from analytics.openalex.api.query import Partition


class Harvest(msgspec.Struct):
    """One reading of a partition; the next reading replaces it.

    Pages are numbered through the whole reading and never replaced. Where the cursor was lost or works moved, a
    further *pass* from the first work begins at page ``pass_from + 1``; ``cursor`` asks for page ``pages + 1``.
    Pages up to ``staged`` are raw rows; ``cut`` is where a part that had to end early ends.
    """

    partition_id: str
    year: int
    filter: str
    started: date
    since: date | None = None  # only works published from that day on
    changed_since: date | None = None  # only records changed from that day on
    settled: date | None = None  # changes until that day have been asked for; null: until `started`
    cursor: str = "*"
    pages: int = 0
    pass_from: int = 0
    works: int = 0  # different ones, in this pass
    count: int | None = None  # as the API last said
    is_reread: bool = False
    disagrees: bool = False  # works and count differed, also after the partition was read a second time
    staged: int = 0
    cut: int = 0
    completed: date | None = None

    def begin_again(self) -> None:
        """Let a new pass follow the pages there are."""
        self.cursor, self.pass_from, self.works = "*", self.pages, 0

    @property
    def changes_from(self) -> date:
        """The day from which on changes of records have not been asked for."""
        return self.settled or self.started

    @property
    def note(self) -> str:
        """What a reader of the report should know where ``disagrees``."""
        return (
            f"Partition {self.partition_id}: the API counts {self.count:,} works and listed {self.works:,} of them, "
            "also when it was read a second time; every work that was listed is kept."
        )


class Harvests:
    """The state files of all partitions ever asked for, under ``directory``."""

    def __init__(self, directory: Path, trailing_days: int) -> None:
        self._directory = directory
        self._trailing = timedelta(days=trailing_days)

    def due(self, partition: Partition, today: date, by_change: bool) -> Harvest | None:
        """What is left to read of ``partition`` today: the reading under way, a new one, or nothing.

        ``by_change``: the plan of the key covers asking for what changed; else a trailing window is read again.
        """
        last = self.last(partition)
        if last is None:
            return Harvest(partition.partition_id, partition.year, partition.filter, today)
        if last.completed is None:
            return self._without_plan(last) if last.changed_since and not by_change else last
        if last.completed >= today:
            return None
        if by_change:
            return Harvest(last.partition_id, last.year, last.filter, today, changed_since=last.changes_from)
        since = last.started - self._trailing
        if last.year < since.year:
            return None
        return Harvest(last.partition_id, last.year, last.filter, today, since=since, settled=last.changes_from)

    def last(self, partition: Partition) -> Harvest | None:
        """The last reading of ``partition``, ended or under way."""
        return read_struct(self._path(partition.partition_id), Harvest)

    def save(self, harvest: Harvest) -> None:
        """Write the state; called after the page's files are in their place, never before."""
        write_struct(self._path(harvest.partition_id), harvest)

    def unstaged(self) -> list[Harvest]:
        """Every harvest with spooled pages that are not yet raw rows."""
        return [harvest for harvest in self._all() if harvest.staged < harvest.pages]

    def moved(self, day: date) -> list[Harvest]:
        """Every harvest completed on ``day`` of which works and count do not agree."""
        return [harvest for harvest in self._all() if harvest.disagrees and harvest.completed == day]

    def any_before(self, day: date) -> bool:
        """Whether a reading was completed before ``day``, so that only what is new has to be read."""
        return any(harvest.completed and harvest.completed < day for harvest in self._all())

    def _without_plan(self, harvest: Harvest) -> Harvest:
        asked = harvest.changed_since or harvest.started
        harvest.since, harvest.settled, harvest.changed_since = asked - self._trailing, asked, None
        harvest.begin_again()
        return harvest

    def _all(self) -> list[Harvest]:
        found = (read_struct(path, Harvest) for path in sorted(self._directory.glob("y*.json")))
        return [harvest for harvest in found if harvest]

    def _path(self, partition_id: str) -> Path:
        return self._directory / f"{partition_id}.json"
