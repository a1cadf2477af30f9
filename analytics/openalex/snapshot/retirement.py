"""What becomes of the shards whose parts the snapshot no longer has."""

from __future__ import annotations

from pathlib import Path

import duckdb

from analytics.layout import builds
from analytics.openalex.shards import drop, parts, retire, retired


def retire_others(warehouse: Path, current: dict[str, set[str]]) -> None:
    """Retire every part from an earlier state of the snapshot, now that all of ``current`` (by entity) are in.

    A warehouse follows one snapshot. Shards retired before are deleted here, once no kept build reads them.
    """
    _drop_unread(warehouse)
    for part in parts(warehouse):
        if part.source_kind == "snapshot" and part.part_id not in current.get(part.entity, {part.part_id}):
            retire(warehouse, part.part_id)


def _drop_unread(warehouse: Path) -> None:
    gone = retired(warehouse)
    if not gone:
        return
    try:
        read = {part_id for build in builds(warehouse).glob("*.duckdb") for part_id in _parts_of(build)}
    except duckdb.Error:
        return  # a build that cannot be asked may read any of them
    for part_id in set(gone) - read:
        drop(warehouse, part_id)


def _parts_of(build: Path) -> list[str]:
    with duckdb.connect(str(build), read_only=True) as con:
        return [part_id for (part_id,) in con.execute("select part_id from raw_part").fetchall()]
