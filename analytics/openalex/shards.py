"""Where the raw shards of a warehouse lie: one folder per part, complete or absent, never half.

A part that its source no longer has is retired: marked, so that no further build reads it, but left in its place,
because the raw tables of published builds are views on it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

_RETIRED = "retired"


class Part(msgspec.Struct, frozen=True):
    """One ingested part. ``part_id`` follows from its bytes, and from the filter where there is one.

    ``records`` were kept, ``left_out`` are works that the filter does not want, ``quarantined`` could not be read.
    """

    part_id: str
    source_kind: str
    name: str
    release: str | None
    size: int
    sha256: str
    records: int
    quarantined: int
    problem: str | None = None
    left_out: int = 0
    entity: str = "works"  # or `institutions`, `topics`, `funders`


def part_directory(warehouse: Path, part_id: str) -> Path:
    """The folder of a complete part."""
    return warehouse / "raw" / part_id


def holds_part(warehouse: Path, part_id: str) -> bool:
    """Whether the part is complete and counts."""
    folder = part_directory(warehouse, part_id)
    return (folder / "part.json").is_file() and not (folder / _RETIRED).exists()


def parts(warehouse: Path) -> list[Part]:
    """Every complete part that counts, by id."""
    files = sorted((warehouse / "raw").glob("*/part.json"))
    standing = [file for file in files if file.parent.name[0] != "." and not (file.parent / _RETIRED).exists()]
    return [msgspec.json.decode(file.read_bytes(), type=Part) for file in standing]


def as_rows(found: Iterable[Part]) -> list[dict[str, Any]]:
    """The parts as rows of the table `raw_part`."""
    return [msgspec.structs.asdict(part) for part in found]


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


def retire(warehouse: Path, part_id: str) -> None:
    """Leave the part out of every further build."""
    (part_directory(warehouse, part_id) / _RETIRED).touch()


def recall(warehouse: Path, part_id: str) -> None:
    """Let a retired part count again, because its bytes have come once more."""
    (part_directory(warehouse, part_id) / _RETIRED).unlink(missing_ok=True)


def retired(warehouse: Path) -> list[str]:
    """Ids of the parts that no longer count but still lie on disk."""
    return sorted(file.parent.name for file in (warehouse / "raw").glob(f"[!.]*/{_RETIRED}"))


def drop(warehouse: Path, part_id: str) -> None:
    """Delete the shards of a part for good."""
    folder = part_directory(warehouse, part_id)
    # Out of sight first: a run killed while deleting must not leave half a part, without its mark.
    scratch = folder.with_name(f".{part_id}")
    shutil.rmtree(scratch, ignore_errors=True)
    folder.rename(scratch)
    shutil.rmtree(scratch)
