"""The raw table `raw_removed`: works that OpenAlex deleted, or merged into others, as its snapshot lists them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import polars as pl

NOTHING_REMOVED = pl.DataFrame(schema={"work_id": pl.String, "reason": pl.String, "merged_into": pl.String})
"""``reason`` is `deleted` or `merged`; ``merged_into`` is null for deleted works. One row is one work."""


def _file(warehouse: Path) -> Path:
    return warehouse / "raw" / "raw_removed.parquet"


def write_removed(warehouse: Path, removed: pl.DataFrame) -> None:
    """Keep ``removed`` in place of what was listed before."""
    target = _file(warehouse)
    if removed.is_empty():
        target.unlink(missing_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_name(f".{target.name}")
    removed.sort("work_id").write_parquet(scratch)
    scratch.replace(target)


def removed_version(warehouse: Path) -> str:
    """A digest of the list, empty where there is none."""
    file = _file(warehouse)
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def removed_among(warehouse: Path, works: Iterable[Path]) -> pl.DataFrame:
    """The removed works among the `raw_works` shards ``works``, by id: a build holds no list of all the others."""
    files = list(works)
    if not files or not _file(warehouse).is_file():
        return NOTHING_REMOVED
    here = pl.scan_parquet(files).select("work_id")
    found = pl.scan_parquet(_file(warehouse)).join(here, on="work_id", how="semi")
    return found.collect(engine="streaming").sort("work_id")
