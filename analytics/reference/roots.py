"""Where reference data lies: the repository's ``data/``, then the user's own folders of the same layout."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from analytics.errors import PathNotFound
from analytics.settings import REPOSITORY, Settings

_PARTS = {
    "taxonomy": ("taxonomies",),
    "lists": ("watchlists", "disputes.csv"),
    "profiles": ("profiles",),
    "trust_sets": ("trust_sets",),
    "countries": ("countries",),
    "institutions": ("institutions",),
    "work_types": ("openalex",),
    "tagger": ("models/thresholds.csv", "models/measured.csv", "models/tagger.npz"),
}


def reference_roots(settings: Settings) -> list[Path]:
    """The folders to read, in order. Raises PathNotFound for a folder of the setting that is absent."""
    for root in settings.reference:
        if not root.is_dir():
            raise PathNotFound(f"The reference folder {root} does not exist.")
    return [REPOSITORY / "data", *settings.reference]


def find(roots: list[Path], pattern: str) -> Iterator[Path]:
    """Files that match ``pattern`` under each root: roots in their order, names sorted within a root."""
    for root in roots:
        yield from sorted(root.glob(pattern))


def reference_version(settings: Settings) -> dict[str, str]:
    """Per part of the reference data, the first 12 hex digits of a SHA-256 over its files.

    Hashed are the relative name and the bytes of every ``.toml``, ``.csv`` and ``.npz`` file, sorted by relative
    name within each root, so that a reworded README changes nothing and the place of a root neither.
    """
    roots = reference_roots(settings)
    return {part: _digest(roots, places) for part, places in _PARTS.items()}


def _digest(roots: list[Path], places: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for root in roots:
        inside = [path for place in places for path in (root / place, *(root / place).rglob("*"))]
        files = [path for path in inside if path.suffix in {".toml", ".csv", ".npz"} and path.is_file()]
        for path in sorted(files, key=lambda path: path.relative_to(root).as_posix()):
            # Zero bytes keep "ab" + "c" apart from "a" + "bc".
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
