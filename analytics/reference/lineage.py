"""What ROR and OpenAlex say of institutions over time: who succeeded whom, and which systems stand above all."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from analytics.reference.countries import EVIDENCE
from analytics.reference.roots import find
from analytics.reference.ror import is_ror_id
from analytics.reference.rows import Row, read_rows

Records = dict[str, list[dict[str, Any]]]

SUCCESSOR_COLUMNS = ("ror_id", "successor_ror_id", "effective_on", "effective_precision", "source_url", "evidence")
SYSTEM_COLUMNS = ("openalex_id", "institution_name", "source_url")


def read_lineage(roots: list[Path]) -> Records:
    """Records of ``ref_institution_successor`` and ``ref_super_system``.

    A chain of mergers is followed to its end: one record per predecessor and every later body, ``steps`` mergers
    apart, effective on the latest day of the chain. Raises ReferenceError for a circle, a wrong id, no date.
    """
    merged: dict[tuple[str, str], Row] = {}
    for path in find(roots, "institutions/successors.csv"):
        for row in read_rows(path, SUCCESSOR_COLUMNS, ("note",)):
            _check_successor(row)
            if (row["ror_id"], row["successor_ror_id"]) in merged:
                raise row.error(f"the successor of {row['ror_id']} stands here a second time.")
            merged[row["ror_id"], row["successor_ror_id"]] = row
    return {
        "ref_institution_successor": [
            later for ror_id in dict.fromkeys(before for before, _ in merged) for later in _chain(ror_id, merged)
        ],
        "ref_super_system": _super_systems(roots),
    }


def _check_successor(row: Row) -> None:
    for column in ("ror_id", "successor_ror_id"):
        if not is_ror_id(row[column]):
            raise row.error(f"'{row[column]}' is not a bare ROR id with a right checksum.")
    if row.day("effective_on") is None:
        raise row.error("'effective_on' is empty; a successor counts from a day on.")
    row.one_of("effective_precision", ("day", "month", "year"))
    row.one_of("evidence", EVIDENCE)
    row.filled("source_url")


def _chain(ror_id: str, merged: dict[tuple[str, str], Row]) -> list[dict[str, Any]]:
    """Every body that came after ``ror_id``, each by the way whose last merger is the earliest."""
    found: dict[str, tuple[date, int]] = {}
    open_ = [(ror_id, date.min, 0)]
    while open_:
        here, since, steps = open_.pop(0)
        for (before, after), row in merged.items():
            if before != here:
                continue
            if after == ror_id:
                raise row.error(f"{ror_id} would be its own successor.")
            effective_on = max(since, row.day("effective_on") or since)
            if after not in found or effective_on < found[after][0]:
                found[after] = (effective_on, steps + 1)
                open_.append((after, effective_on, steps + 1))
    return [
        {"ror_id": ror_id, "successor_ror_id": after, "effective_on": effective_on, "steps": steps}
        for after, (effective_on, steps) in found.items()
    ]


def _super_systems(roots: list[Path]) -> list[dict[str, Any]]:
    """Systems of universities and whole governments: OpenAlex leaves them out of its lineages, older records do not."""
    found: dict[str, dict[str, Any]] = {}
    for path in find(roots, "institutions/super_systems.csv"):
        for row in read_rows(path, SYSTEM_COLUMNS, ("note",)):
            if not re.fullmatch(r"I[0-9]+", row["openalex_id"]):
                raise row.error(f"'{row['openalex_id']}' is not a bare OpenAlex institution id such as I123.")
            name, source = row.filled("institution_name"), row.filled("source_url")
            if row["openalex_id"] in found:
                raise row.error(f"the system {row['openalex_id']} stands here a second time.")
            found[row["openalex_id"]] = {
                "institution_id": row["openalex_id"],
                "institution_name": name,
                "source_url": source,
            }
    return list(found.values())
