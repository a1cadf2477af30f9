"""One record, strictly: bytes in, a Work in today's form out, or the reason why not.

A record is one UTF-8 JSON object of at most 32 MB with the types of `records.py`. Of a key given twice the last
one counts, and both must have the type; keys that Aperture does not read may hold anything that is JSON.
"""

from __future__ import annotations

import msgspec

from analytics.openalex.records import NULL, Whole, Work

LARGEST_RECORD = 32 << 20
"""Bytes of one record; the largest seen, with 2,918 authorships, has about 4 MB."""

_decoder = msgspec.json.Decoder(Work)
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class BadRecord(ValueError):
    """A record cannot be read; the message is the reason kept in quarantine."""


Words = dict[str, list[Whole]]
_words_decoder: msgspec.json.Decoder[Words | None] = msgspec.json.Decoder(Words | None)


class _Wrapped(msgspec.Struct):
    """The abstract of a few records of 2021–2022, as an object or as a string of JSON."""

    InvertedIndex: Words | None


def decode_work(raw: bytes, line_no: int) -> Work:
    """The Work in ``raw``, with its abstract as text. Raises BadRecord."""
    if len(raw) > LARGEST_RECORD:
        raise BadRecord(f"the record has {len(raw)} bytes, more than {LARGEST_RECORD}")
    try:
        str(raw, "utf-8")  # msgspec looks only at the texts it returns
        work = _decoder.decode(raw)
        work.abstract = _in_reading_order(_words(work.abstract_inverted_index))
    except _UNREADABLE as error:
        raise BadRecord(str(error)) from None
    work.abstract_inverted_index = NULL
    work.line_no = line_no
    return work


def _words(raw: msgspec.Raw) -> Words | None:
    try:
        return _words_decoder.decode(raw)
    except msgspec.ValidationError:
        text = bytes(raw)
        if text.startswith(b'"'):
            return _words(msgspec.Raw(msgspec.json.decode(text, type=str).encode()))
        if b'"InvertedIndex"' not in text:  # which may also be a word
            raise
        return msgspec.json.decode(text, type=_Wrapped).InvertedIndex


def _in_reading_order(words: Words | None) -> str | None:
    if not words:
        return None
    tokens = [(place, word) for word, places in words.items() for place in places]
    tokens.sort()
    return " ".join([word for _, word in tokens])
