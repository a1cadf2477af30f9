"""One record, strictly: bytes in, a Work in today's form out, or the reason why not."""

from __future__ import annotations

import re

import msgspec

from analytics.openalex.records import Work

_decoder = msgspec.json.Decoder(Work, strict=False)
_WORK_ID = re.compile(r"^(https://openalex\.org/)?W[0-9]+$")


class BadRecord(ValueError):
    """A record cannot be read; the message is the reason kept in quarantine."""


Words = dict[str, list[int]]


class _Wrapped(msgspec.Struct):
    """The abstract of a few records of 2021–2022, as an object or as a string of JSON."""

    InvertedIndex: Words


def decode_work(raw: bytes, line_no: int) -> Work:
    """The Work in ``raw``, in today's form. Raises BadRecord."""
    try:
        work = _decoder.decode(raw)
        work.abstract_inverted_index = msgspec.Raw(msgspec.json.encode(_words(work.abstract_inverted_index)))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadRecord(str(error)) from None
    if not _WORK_ID.match(work.id):
        raise BadRecord(f"id {work.id[:60]!r} is not a work id")
    work.line_no = line_no
    return work


def _words(raw: msgspec.Raw) -> Words | None:
    text = bytes(raw)
    if text.startswith(b'"'):
        text = msgspec.json.decode(text, type=str).encode()
    if b'"InvertedIndex"' in text:
        return msgspec.json.decode(text, type=_Wrapped).InvertedIndex
    return msgspec.json.decode(text, type=Words | None)
