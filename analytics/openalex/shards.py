"""Where the raw shards of a warehouse lie: one folder per part, complete or absent, never half."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec


class Part(msgspec.Struct, frozen=True):
    """One ingested part. ``part_id`` follows from its bytes; ``records`` were read, ``quarantined`` were not."""

    part_id: str
    source_kind: str
    name: str
    release: str | None
    size: int
    sha256: str
    records: int
    quarantined: int
    problem: str | None = None


def part_directory(warehouse: Path, part_id: str) -> Path:
    """The folder of a complete part."""
    return warehouse / "raw" / part_id


def parts(warehouse: Path) -> list[Part]:
    """Every complete part, by id."""
    files = sorted((warehouse / "raw").glob("*/part.json"))
    return [msgspec.json.decode(file.read_bytes(), type=Part) for file in files if file.parent.name[0] != "."]


@contextmanager
def new_part(warehouse: Path, part_id: str) -> Iterator[Path]:
    """A scratch folder that becomes the part's folder in one rename when the block ends well."""
    scratch = warehouse / "raw" / f".{part_id}"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    try:
        yield scratch
        scratch.rename(part_directory(warehouse, part_id))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def write_part(directory: Path, part: Part) -> None:
    """Record what the part is; written last, just before the folder is renamed."""
    (directory / "part.json").write_bytes(msgspec.json.encode(part))
