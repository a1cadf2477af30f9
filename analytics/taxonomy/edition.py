"""One state of the taxonomy, to compare with another: a reference root, or a folder of technology files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from analytics.errors import NoTaxonomy, PathNotFound
from analytics.reference.documents import Document
from analytics.reference.roots import find
from analytics.reference.schemas import frame
from analytics.reference.technologies import TECHNOLOGIES, technology_documents
from analytics.settings import REPOSITORY


@dataclass(frozen=True)
class Edition:
    """Phrases and topics as `ref_technology_phrase` and `ref_technology_topic` hold them, and the names by id.

    Links to official lists, and whether a phrase covers another, are not looked at: older states stay readable.
    """

    names: dict[str, str]
    phrases: pl.DataFrame
    topics: pl.DataFrame


def read_edition(folder: Path) -> Edition:
    """The taxonomy at ``folder``. Raises PathNotFound, NoTaxonomy, ReferenceError.

    Technology files right in ``folder``, or a root with official lists of its own, stand alone; a root without them
    lies over the shipped taxonomy, as in a build.
    """
    if not folder.is_dir():
        raise PathNotFound(f"The folder {folder} does not exist.")
    paths = _files(folder)
    if not paths:
        raise NoTaxonomy(f"{folder} holds no technologies: neither {TECHNOLOGIES} nor files that end in .toml.")
    return edition_of(technology_documents(paths))


def edition_of(documents: dict[str, Document]) -> Edition:
    """The same from files that are read already, by technology id."""
    phrases = [
        {"technology_id": name, "phrase": phrase, "kind": kind}
        for name, document in documents.items()
        for kind, listed in document["phrases"].items()
        for phrase in listed
    ]
    topics = [
        {"technology_id": name, "topic_id": topic["id"], "role": topic["role"]}
        for name, document in documents.items()
        for topic in document["topics"]
    ]
    names = {name: str(document["name"]) for name, document in documents.items()}
    return Edition(names, frame("ref_technology_phrase", phrases), frame("ref_technology_topic", topics))


def _files(folder: Path) -> list[Path]:
    right_here = sorted(folder.glob("*.toml"))
    if right_here:
        return right_here
    own = list(find([folder], TECHNOLOGIES))
    stands_alone = any((folder / "taxonomies" / name).exists() for name in ("crosswalk", "official_lists.toml"))
    return own if stands_alone or not own else list(find([REPOSITORY / "data", folder], TECHNOLOGIES))
