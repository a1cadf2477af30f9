"""Which frozen model a build's tags were made with."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from analytics.tagging.gold import MODELS

FILE = "tagger.npz"


def version_of(file: Path) -> str:
    """Twelve hex digits of the file's SHA-256."""
    return sha256(file.read_bytes()).hexdigest()[:12]


def tagger_version(thresholds: int) -> str | None:
    """The version of the shipped model; None where a build has no ``thresholds`` or there is no model."""
    file = MODELS / FILE
    return version_of(file) if thresholds and file.is_file() else None
