"""A dump of the Research Organization Registry as a stream of records: JSON list, JSON lines, gz or zip, v1 or v2.

Layouts: https://ror.readme.io/docs/data-dump (zip with one JSON list per schema) and the schemas 1.0 and 2.0/2.1.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from analytics.errors import NotRor, PathNotFound

_CHUNK = 1 << 20
_BETWEEN = " \t\r\n,[]"


@dataclass(frozen=True)
class RorRecord:
    """One organisation: bare id, status, where it is, its names (without acronyms), acronyms, successors' ids,
    names of its parents."""

    ror_id: str
    status: str
    display_name: str
    countries: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    acronyms: tuple[str, ...]
    successors: tuple[str, ...]
    is_company: bool = False
    parents: tuple[str, ...] = ()


def read_ror(path: Path) -> Iterator[RorRecord]:
    """Every organisation of a dump, one at a time; memory does not grow with the file.

    Raises PathNotFound, and NotRor where the file is something else.
    """
    if not path.is_file():
        raise PathNotFound(f"The ROR file {path} does not exist.")
    try:
        for value in _values(path):
            yield _record(value)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, ValueError, LookupError, TypeError, AttributeError):
        raise NotRor(
            f"{path} is not a ROR dump: a JSON list or JSON lines of organisations is expected, plain, .gz or .zip."
        ) from None


def _values(path: Path) -> Iterator[Any]:
    """The JSON values of a list or of lines. Values that a chunk cuts are read again with the next one."""
    decode, buffer, at = json.JSONDecoder().raw_decode, "", 0
    with _text(path) as file:
        while chunk := file.read(_CHUNK):
            buffer, at = buffer[at:] + chunk, 0
            while True:
                at = _skip(buffer, at)
                try:
                    value, at = decode(buffer, at)
                except ValueError:
                    break
                yield value
    if buffer[_skip(buffer, at) :] or not buffer:
        raise ValueError("the file ends within a value, or is empty")


def _skip(buffer: str, at: int) -> int:
    while at < len(buffer) and buffer[at] in _BETWEEN:
        at += 1
    return at


@contextmanager
def _text(path: Path) -> Iterator[IO[str]]:
    with path.open("rb") as file:
        start = file.read(2)
    if start == b"\x1f\x8b":
        with gzip.open(path, "rt", encoding="utf-8-sig") as text:
            yield text
    elif start == b"PK":
        with zipfile.ZipFile(path) as archive:
            # Releases with both schemas name the newer one so.
            names = sorted((n for n in archive.namelist() if n.endswith(".json")), key=lambda n: "schema_v2" not in n)
            with archive.open(names[0]) as raw:
                yield io.TextIOWrapper(raw, encoding="utf-8-sig")
    else:
        with path.open(encoding="utf-8-sig") as text:
            yield text


def _record(value: dict[str, Any]) -> RorRecord:
    related = [(r["type"].lower(), r) for r in value["relationships"]]
    return RorRecord(
        ror_id=bare(value["id"]),
        status=value["status"].lower(),
        successors=tuple(bare(r["id"]) for kind, r in related if kind == "successor"),
        parents=tuple(r["label"] for kind, r in related if kind == "parent"),
        is_company="company" in [kind.lower() for kind in value["types"]],
        **(_names_v2(value) if "names" in value else _names_v1(value)),
    )


def _names_v2(value: dict[str, Any]) -> dict[str, Any]:
    names = value["names"]
    display = next((n["value"] for n in names if "ror_display" in n["types"]), names[0]["value"])
    places = [place["geonames_details"] for place in value["locations"]]
    return {
        "display_name": display,
        "countries": tuple({p["country_code"]: p["country_name"] for p in places}.items()),
        "names": tuple(n["value"] for n in names if set(n["types"]) - {"acronym"}),
        "acronyms": tuple(n["value"] for n in names if "acronym" in n["types"]),
    }


def _names_v1(value: dict[str, Any]) -> dict[str, Any]:
    labels = [label["label"] for label in value["labels"]]
    country = value["country"]
    return {
        "display_name": value["name"],
        "countries": ((country["country_code"], country["country_name"]),),
        "names": (value["name"], *labels, *value["aliases"]),
        "acronyms": tuple(value["acronyms"]),
    }


def bare(ror_id: str) -> str:
    """``https://ror.org/013w2d378`` → ``013w2d378``; a bare id stays."""
    return ror_id.rsplit("/", 1)[-1].lower()
