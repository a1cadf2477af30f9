"""What an ingest did, counted the same way for every source."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.errors import ApertureError


@dataclass(frozen=True)
class IngestReport:
    """Parts and records of one ingest. ``records`` were kept, ``quarantined`` were kept aside as bytes.

    ``left_out`` are works that the filter of the settings does not want.

    ``problems`` stop a night; ``notes`` are no failure, such as a list that kept changing while it was read.
    """

    parts: int = 0
    parts_skipped: int = 0
    records: int = 0
    quarantined: int = 0
    problems: tuple[ApertureError, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: int = 0

    def __add__(self, other: IngestReport) -> IngestReport:
        """Both ingests together."""
        return IngestReport(
            self.parts + other.parts,
            self.parts_skipped + other.parts_skipped,
            self.records + other.records,
            self.quarantined + other.quarantined,
            self.problems + other.problems,
            self.notes + other.notes,
            self.left_out + other.left_out,
        )

    def raise_first_problem(self) -> None:
        """Raise the first problem met, after everything that could be kept was kept."""
        if self.problems:
            raise self.problems[0]
