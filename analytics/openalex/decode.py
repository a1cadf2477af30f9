"""One record, strictly: bytes in, a Work in today's form out, or the reason why not.

A record is one UTF-8 JSON object of at most 32 MB with the types of `records.py`. Of a key given twice the last
one counts, and both must have the type; keys that Aperture does not read may hold anything that is JSON.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from analytics.openalex.records import NULL, Scored, Whole, Work

LARGEST_RECORD = 32 << 20
"""Bytes of one record; the largest seen, with 2,918 authorships, has about 4 MB."""


class BadRecord(ValueError):
    """A record cannot be read; the message is the reason kept in quarantine."""


class _Unusual(Work):
    """A work whose abstract is not the plain inverted index, or not yet known to be."""

    abstract_inverted_index: msgspec.Raw = NULL  # type: ignore[assignment]  # the same key in another form


class _Wrapped(msgspec.Struct):
    """The abstract of a few records of 2021–2022, as an object or as a string of JSON."""

    InvertedIndex: dict[str, list[Whole]] | None


_decoder = msgspec.json.Decoder(Work)
_concepts_decoder: msgspec.json.Decoder[list[Scored] | None] = msgspec.json.Decoder(list[Scored] | None)
_unusual_decoder = msgspec.json.Decoder(_Unusual)
_words_decoder: msgspec.json.Decoder[dict[str, list[Whole]] | None] = msgspec.json.Decoder(
    dict[str, list[Whole]] | None
)
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def decode_work(raw: bytes) -> Work:
    """The Work in ``raw``, its inverted index in today's form. Raises BadRecord."""
    if len(raw) > LARGEST_RECORD:
        raise BadRecord(f"the record has {len(raw)} bytes, more than {LARGEST_RECORD}")
    try:
        if not raw.isascii():
            str(raw, "utf-8")  # msgspec looks only at the texts it returns
        return _decode(raw)
    except _UNREADABLE as error:
        raise BadRecord(str(error)) from None


def _decode(raw: bytes) -> Work:
    work = _decode_usual(raw)
    concepts_of(work)
    return work


def concepts_of(work: Work) -> Sequence[Scored]:
    """The concepts of a work that has no topic; of the others they are not read. Raises msgspec.ValidationError."""
    return () if work.topics else _concepts_decoder.decode(work.concepts) or ()


def _decode_usual(raw: bytes) -> Work:
    try:
        return _decoder.decode(raw)
    except msgspec.ValidationError:
        unusual = _unusual_decoder.decode(raw)
        words = words_of(unusual.abstract_inverted_index)
        unusual.abstract_inverted_index = _renumbered(words)  # type: ignore[assignment]  # as in any Work
        return unusual


def words_of(raw: msgspec.Raw) -> dict[str, list[Whole]] | None:
    """The inverted index in ``raw``, in any form it has had: word → places. Raises msgspec.ValidationError."""
    try:
        return _words_decoder.decode(raw)
    except msgspec.ValidationError:
        text = bytes(raw)
        if text.startswith(b'"'):
            return words_of(msgspec.Raw(msgspec.json.decode(text, type=str).encode()))
        if b'"InvertedIndex"' not in text:  # which may also be a word
            raise
        return msgspec.json.decode(text, type=_Wrapped).InvertedIndex


def in_reading_order(words: dict[str, list[int]] | None) -> str | None:
    """The text of the inverted index of a Work; None where it holds no word."""
    if not words:
        return None
    tokens: list[str | None] = [None] * sum(map(len, words.values()))
    try:
        for word, places in words.items():
            for place in places:
                tokens[place] = word
        return " ".join(tokens)  # type: ignore[arg-type]  # a None among them is the TypeError below
    except (IndexError, TypeError):
        return by_place(words)


def by_place(words: dict[str, list[int]] | None) -> str | None:
    """The same, wherever the places are: below 0, missing or taken twice; it takes twice the time."""
    return " ".join(_sorted(words)) if words else None


def _sorted(words: dict[str, list[int]]) -> list[str]:
    return [word for _, word in sorted((place, word) for word, places in words.items() for place in places)]


def _renumbered(words: dict[str, list[int]] | None) -> dict[str, list[int]]:
    """The same order of words with places 0, 1, 2 …"""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(_sorted(words or {})):
        places.setdefault(word, []).append(place)
    return places
