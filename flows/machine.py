"""What Aperture needs on a machine, what is optional, and how each missing thing is mended."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement

INSTALL = "run 'make .venv' in the repository"
# Libraries with compiled code: they may be installed and still not load on this processor or C library.
COMPILED = ("duckdb", "isal", "matplotlib", "msgspec", "polars", "pyarrow", "sklearn", "typst")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LEAST_FREE_BYTES = 1_000_000_000
PREFECT_PINS = {
    "prefect": "later versions cannot be resolved with the rest",
    "fastapi": "newer ones fail at the first flow",
    "sqlalchemy": "with newer ones scheduled runs are never created, in silence",
}


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is there, whether work stops without it, and how to mend it."""

    name: str
    is_there: bool
    mending: str = ""
    is_needed: bool = True

    @property
    def is_ok(self) -> bool:
        """Whether nothing needed is missing here."""
        return self.is_there or not self.is_needed


def examine(warehouse: Path, project: Path) -> list[Finding]:
    """Look at this machine; ``project`` is the pyproject.toml whose pins count. Installs nothing."""
    manifest = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    needed = [Requirement(text) for text in manifest["dependencies"]]
    spark = [Requirement(text) for text in manifest["optional-dependencies"]["spark"]]
    return [
        Finding(
            "Python 3.11 or newer",
            sys.version_info >= (3, 11),
            "install python3.11 and run 'make .venv' again",
        ),
        *(library(requirement) for requirement in needed if requirement.name not in PREFECT_PINS),
        *(prefect_pin(requirement) for requirement in needed if requirement.name in PREFECT_PINS),
        *(compiled(name) for name in COMPILED),
        writable(warehouse),
        free_space(warehouse),
        program("chromium, for the browser tests", BROWSERS, "apt-get install chromium"),
        program("pdftotext, for the report tests", ("pdftotext",), "apt-get install poppler-utils"),
        *(library(requirement, is_needed=False) for requirement in spark),
    ]


def library(requirement: Requirement, is_needed: bool = True) -> Finding:
    """Whether a version that satisfies ``requirement`` is installed."""
    use = "" if is_needed else " (extra spark)"
    try:
        found = version(requirement.name)
    except PackageNotFoundError:
        return Finding(f"{requirement}{use}", False, INSTALL, is_needed)
    mending = f"{found} is installed; {INSTALL}"
    return Finding(f"{requirement}{use}", requirement.specifier.contains(found, prereleases=True), mending, is_needed)


def prefect_pin(requirement: Requirement) -> Finding:
    """As `library`, with the reason of the pin in the mending."""
    finding = library(requirement)
    reason = PREFECT_PINS[requirement.name]
    return Finding(f"{finding.name} (schedule)", finding.is_there, f"{reason}; {finding.mending}")


def compiled(name: str) -> Finding:
    """Whether the module ``name`` really loads, not only whether it is installed."""
    try:
        importlib.import_module(name)
    except ImportError as error:
        return Finding(f"{name} loads", False, f"{' '.join(str(error).split())}; {INSTALL}")
    return Finding(f"{name} loads", True)


def program(name: str, commands: tuple[str, ...], mending: str) -> Finding:
    """Whether one of ``commands`` is on the path; programs are only ever optional."""
    return Finding(name, any(shutil.which(command) for command in commands), mending, is_needed=False)


def writable(warehouse: Path) -> Finding:
    """Whether the warehouse, or the nearest folder above it that exists, can be written."""
    folder = nearest(warehouse)
    is_there = folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
    return Finding(f"writable warehouse {warehouse}", is_there, f"give yourself write permission on {folder}")


def free_space(warehouse: Path) -> Finding:
    """Whether the warehouse's disk has room for a build of the sample and some spare."""
    free = shutil.disk_usage(nearest(warehouse)).free
    name = f"disk space ({free / 1e9:.1f} GB free)"
    return Finding(name, free >= LEAST_FREE_BYTES, "free 1 GB or choose another folder with --warehouse")


def nearest(path: Path) -> Path:
    """``path`` itself or the closest of its parents that exists."""
    path = path.resolve()
    return next(folder for folder in (path, *path.parents) if folder.exists())
