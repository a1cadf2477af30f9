"""Files that are either whole or absent, also after a kill or a power cut."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

import msgspec

from analytics.errors import StateDamaged, WarehouseNotWritable

T = TypeVar("T", bound=msgspec.Struct)


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in one rename. Raises WarehouseNotWritable."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with scratch.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except OSError as error:
        raise WarehouseNotWritable(f"{path} cannot be written: {error.strerror}.") from None


def read_struct(path: Path, shape: type[T]) -> T | None:
    """The JSON at ``path`` as ``shape``, or None where there is no such file. Raises ApertureError."""
    if not path.is_file():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise StateDamaged(f"{path} is damaged; without it, what it stands for starts anew.") from None


def write_struct(path: Path, content: msgspec.Struct) -> None:
    """Write ``content`` as JSON, whole or not at all. Raises WarehouseNotWritable."""
    write_whole(path, msgspec.json.encode(content) + b"\n")
