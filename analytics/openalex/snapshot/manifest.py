"""The manifests of a snapshot: which parts it has of works and of what they refer to, in any layout and form."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from analytics.errors import NotWorks, PathNotFound
from analytics.openalex.entities.kinds import WORKS
from analytics.openalex.snapshot.place import Place

# Today's layout first, JSON lines before Parquet; then the one until 2025, with its extension-less manifest.
# Who wants the Parquet form of a snapshot that has both names its folder `…/data/parquet`.
_MANIFESTS = (
    "data/jsonl/{}/manifest.json",
    "jsonl/{}/manifest.json",
    "data/parquet/{}/manifest.json",
    "parquet/{}/manifest.json",
    "{}/manifest.json",
    "data/{}/manifest",
    "{}/manifest",
)


class _Meta(msgspec.Struct):
    record_count: int
    content_length: int | None = None


class _File(msgspec.Struct):
    url: str
    meta: _Meta


class _Written(msgspec.Struct):
    date: str | None = None
    files: list[_File] = []
    entries: list[_File] = []  # the older name


@dataclass(frozen=True)
class ListedPart:
    """A part as the manifest promises it; ``name`` is ``updated_date=…/part_…``."""

    name: str
    record_count: int
    content_length: int | None


@dataclass(frozen=True)
class Manifest:
    """What a snapshot says it holds of an entity. ``folder`` is where its parts lie; ``release`` its date, if any."""

    entity: str
    folder: str
    release: str | None
    parts: tuple[ListedPart, ...]


def read_manifest(place: Place) -> Manifest:
    """The manifest of works at ``place``.

    Raises PathNotFound where there is no place or no manifest, NotWorks where it cannot be read or lists nothing,
    ApiUnavailable where a bucket cannot be reached.
    """
    if manifest := find_manifest(place, WORKS):
        return manifest
    what = "has no manifest of works" if place.is_folder() else "does not exist"
    raise PathNotFound(f"The snapshot folder {place.address} {what}.")


def find_manifest(place: Place, entity: str) -> Manifest | None:
    """The manifest of ``entity`` at ``place``, None where it has none. Raises as `read_manifest`."""
    found = (layout.format(entity) for layout in _MANIFESTS)
    return next((_understood(place, entity, name) for name in found if place.has(name)), None)


def has_parts(place: Place, entity: str) -> bool:
    """Whether ``place`` has a folder of ``entity`` with something in it."""
    return any(place.stamps(layout.format(entity).rpartition("/")[0]) for layout in _MANIFESTS)


def _understood(place: Place, entity: str, name: str) -> Manifest:
    try:
        written = msgspec.json.decode(place.read(name), type=_Written)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotWorks(f"The manifest {place.address}/{name} cannot be read: {error}.") from None
    listed = {_name(file.url): file.meta for file in written.files or written.entries}
    if not listed:
        raise NotWorks(f"The manifest {place.address}/{name} lists no parts.")
    parts = [ListedPart(part, meta.record_count, meta.content_length) for part, meta in listed.items()]
    return Manifest(entity, name.rpartition("/")[0], written.date, tuple(parts))


def _name(url: str) -> str:
    # The address ends in updated_date=…/part_… in every layout.
    return "/".join(url.split("/")[-2:])
