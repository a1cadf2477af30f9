"""What OpenAlex took away, as its snapshot lists it: works deleted or merged, institutions merged into others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import polars as pl

NOTHING_REMOVED = pl.DataFrame(schema={"work_id": pl.String, "reason": pl.String, "merged_into": pl.String})
"""``reason`` is `deleted` or `merged`; ``merged_into`` is null for deleted works. One row is one work."""
NOTHING_MERGED = pl.DataFrame(schema={"institution_id": pl.String, "merged_into": pl.String})
"""One row is an institution that is no more; ``merged_into`` is one that is, at the end of all mergers."""


def _file(warehouse: Path) -> Path:
    return warehouse / "raw" / "raw_removed.parquet"


def _institutions(warehouse: Path) -> Path:
    return warehouse / "raw" / "raw_merged_institution.parquet"


def write_removed(warehouse: Path, works: pl.DataFrame, institutions: pl.DataFrame) -> None:
    """Keep ``works`` and ``institutions`` in place of what was listed before."""
    _write(_file(warehouse), works)
    _write(_institutions(warehouse), institutions)


def _write(target: Path, listed: pl.DataFrame) -> None:
    if listed.is_empty():
        target.unlink(missing_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_name(f".{target.name}")
    listed.sort(listed.columns[0]).write_parquet(scratch)
    scratch.replace(target)


def removed_version(warehouse: Path) -> str:
    """A digest of the lists, empty where there is none."""
    files = [file for file in (_file(warehouse), _institutions(warehouse)) if file.is_file()]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest() if files else ""


def merged_institutions(warehouse: Path) -> pl.DataFrame:
    """Every institution known to be merged into another."""
    file = _institutions(warehouse)
    return pl.read_parquet(file) if file.is_file() else NOTHING_MERGED


def removed_among(warehouse: Path, works: Iterable[Path]) -> pl.DataFrame:
    """The removed works among the `raw_works` shards ``works``, by id: a build holds no list of all the others."""
    files = list(works)
    if not files or not _file(warehouse).is_file():
        return NOTHING_REMOVED
    here = pl.scan_parquet(files).select("work_id")
    found = pl.scan_parquet(_file(warehouse)).join(here, on="work_id", how="semi")
    return found.collect(engine="streaming").sort("work_id")
