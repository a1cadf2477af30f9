"""What lies where in a warehouse folder, and who may write it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analytics.errors import WarehouseBusy, WarehouseNotWritable, WarehouseTooNew

FORMAT_VERSION = 4
"""Raised whenever an older Aperture could not read what a newer one writes.

2: authorships say whether they have an ORCID. 3: works over all technologies are counted once, under `high`.
4: ids of works are numbers in what is not published.
"""


def builds(warehouse: Path) -> Path:
    """The folder of published builds, newest last by name."""
    return warehouse / "builds"


def current(warehouse: Path) -> Path:
    """The link to the published build."""
    return warehouse / "current.duckdb"


def check_format(warehouse: Path) -> None:
    """Raise WarehouseTooNew where a newer Aperture has written here."""
    file = warehouse / "format"
    refuse_newer(warehouse, file.read_text(encoding="utf-8").strip() if file.is_file() else "0")


def refuse_newer(place: Path, found: str) -> None:
    """Raise WarehouseTooNew where ``found``, the format of ``place``, is none that this version reads."""
    if not found.isdecimal() or int(found) > FORMAT_VERSION:
        raise WarehouseTooNew(
            f"The warehouse {place} has format {found[:20]}, this version reads up to {FORMAT_VERSION}; "
            "update Aperture or choose another folder with --warehouse."
        )


def _write_format(warehouse: Path) -> None:
    # By rename: a run killed here must not leave an empty file, which would read as a newer format.
    file = warehouse / "format"
    if not file.is_file() or file.read_text(encoding="utf-8").strip() != str(FORMAT_VERSION):
        scratch = warehouse / f".format-{os.getpid()}"
        scratch.write_text(f"{FORMAT_VERSION}\n", encoding="utf-8")
        scratch.replace(file)


@contextmanager
def writable_warehouse(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse for writing. Raises WarehouseNotWritable, WarehouseTooNew, WarehouseBusy."""
    try:
        warehouse.mkdir(parents=True, exist_ok=True)
        check_format(warehouse)
        _write_format(warehouse)
        lock = os.open(warehouse / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise WarehouseNotWritable(f"The warehouse {warehouse} cannot be written: {error.strerror}.") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise WarehouseBusy(f"Another run is writing the warehouse {warehouse}; wait for it to end.") from None
    try:
        yield
    finally:
        os.close(lock)
