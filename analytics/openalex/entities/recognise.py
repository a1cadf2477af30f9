"""What a file holds, told from the ids of its first records: one file holds records of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec

from analytics.errors import EmptyFile, MixedRecords, NotWorks
from analytics.openalex.chunks import BrokenEnd
from analytics.openalex.entities.kinds import KINDS, WORKS
from analytics.openalex.entities.reading import parquet_rows
from analytics.openalex.parquet import is_parquet
from analytics.openalex.sources import records

_LOOKED_AT = 100  # records; a stray one further down goes to quarantine like any other that cannot be read
_ID = re.compile(r"(?:https://openalex\.org/)?([A-Z])[0-9]+\Z")
_BY_LETTER = {"W": WORKS} | {kind.letter: kind.name for kind in KINDS.values()}


class _Head(msgspec.Struct):
    id: str | None = None


def recognise(source: Path) -> str:
    """`works`, `institutions`, `topics` or `funders`; `works` where no id tells, for its reader to say what is wrong.

    Raises MixedRecords where the first hundred records are of several kinds.
    """
    found = dict.fromkeys(filter(None, (_kind(one) for one in islice(_ids(source), _LOOKED_AT))))
    if len(found) > 1:
        raise MixedRecords(
            f"{source} holds {' and '.join(found)}; a file holds records of one kind, so divide it and take each in."
        )
    return next(iter(found), WORKS)


def _kind(identifier: str | None) -> str | None:
    match = _ID.match(identifier or "")
    return _BY_LETTER.get(match[1]) if match else None


def _ids(source: Path) -> Iterator[str | None]:
    try:
        if is_parquet(source):
            yield from (str(row["id"]) for row in parquet_rows(source, ["id"]))
            return
        for item in records(source):
            if not isinstance(item, BrokenEnd):
                yield _id(item.raw)
    except (EmptyFile, NotWorks):
        return  # said by whoever reads it


def _id(raw: bytes) -> str | None:
    try:
        return msgspec.json.decode(raw, type=_Head).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
