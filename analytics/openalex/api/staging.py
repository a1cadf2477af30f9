"""From spooled pages to raw rows: every page in exactly one block, every work of a reading once."""

from __future__ import annotations

from analytics.errors import ApertureError
from analytics.openalex.api.blocks import next_end, write_block
from analytics.openalex.api.harvest import Harvest
from analytics.openalex.api.state import open_harvests, open_spool
from analytics.openalex.contents import Works
from analytics.openalex.parts import PartOrigin, stage_part
from analytics.openalex.report import IngestReport
from analytics.progress import Progress, silent
from analytics.settings import Settings


def stage_spooled(settings: Settings, progress: Progress = silent, with_rest: bool = True) -> IngestReport:
    """Stage what was spooled; a block that cannot be read is a problem of the report.

    Without ``with_rest`` the last pages of a reading under way are left for the block they will belong to.
    """
    report, unstaged = IngestReport(), open_harvests(settings).unstaged()
    total, done = sum(harvest.pages - harvest.staged for harvest in unstaged), 0
    for harvest in unstaged:
        stager, before = _Stager(settings, harvest), done - harvest.staged
        while (end := next_end(harvest, with_rest)) is not None:
            report += stager.stage_until(end)
            done = before + harvest.staged
            progress("pages staged", done, total)
    return report


class _Stager:
    def __init__(self, settings: Settings, harvest: Harvest) -> None:
        self._settings = settings
        self._harvest = harvest
        self._spool, self._harvests = open_spool(settings), open_harvests(settings)
        # Where works moved or the cursor was lost, later pages repeat works of earlier ones.
        self._seen = self._spool.ids(harvest, 1, harvest.staged)

    def stage_until(self, end: int) -> IngestReport:
        """Stage the block that ends with page ``end``."""
        harvest = self._harvest
        if harvest.cut != end:
            # Said before it is done: a run killed in between would give these pages to another block as well.
            harvest.cut = end
            self._harvests.save(harvest)
        block = write_block(self._spool, harvest, harvest.staged + 1, end, self._seen)
        report = IngestReport()
        if block:
            origin = PartOrigin("api", block.relative_to(self._spool.root).as_posix(), harvest.started.isoformat())
            try:
                report = stage_part(self._settings, block, origin, Works())
            except ApertureError as error:
                report = IngestReport(problems=(error,))
        harvest.staged = end
        self._harvests.save(harvest)
        return report
