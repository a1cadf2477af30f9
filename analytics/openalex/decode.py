"""One record, strictly: bytes in, a Work in today's form out, or the reason why not.

A record is one UTF-8 JSON object of at most 32 MB with the types of `records.py`. Of a key given twice the last
one counts, and both must have the type; keys that Aperture does not read may hold anything that is JSON.
"""

from __future__ import annotations

import msgspec

from analytics.openalex.records import NULL, Whole, Work

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
_unusual_decoder = msgspec.json.Decoder(_Unusual)
_words_decoder: msgspec.json.Decoder[dict[str, list[Whole]] | None] = msgspec.json.Decoder(
    dict[str, list[Whole]] | None
)
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def decode_work(raw: bytes) -> Work:
    """The Work in ``raw``, with its abstract as text. Raises BadRecord."""
    if len(raw) > LARGEST_RECORD:
        raise BadRecord(f"the record has {len(raw)} bytes, more than {LARGEST_RECORD}")
    try:
        if not raw.isascii():
            str(raw, "utf-8")  # msgspec looks only at the texts it returns
        return _decode(raw)
    except _UNREADABLE as error:
        raise BadRecord(str(error)) from None


def _decode(raw: bytes) -> Work:
    work: Work
    try:
        work = _decoder.decode(raw)
        text = in_reading_order(work.abstract_inverted_index)
    except msgspec.ValidationError:
        work = unusual = _unusual_decoder.decode(raw)
        text = _sorted(words_of(unusual.abstract_inverted_index))
    work.abstract, work.abstract_inverted_index = text, None
    return work


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
    """The text of an inverted index; None where it holds no word."""
    if not words:
        return None
    tokens: list[str | None] = [None] * sum(map(len, words.values()))
    try:
        # Places as they come; one that is missing, below 0 or taken twice is found out below.
        for word, places in words.items():
            for place in places:
                tokens[place] = word
        return " ".join(tokens)  # type: ignore[arg-type]  # a None among them is the TypeError below
    except (IndexError, TypeError):
        return _sorted(words)


def _sorted(words: dict[str, list[int]] | None) -> str | None:
    """The words where a place is missing or taken twice, which is rare and takes twice the time."""
    if not words:
        return None
    tokens = sorted((place, word) for word, places in words.items() for place in places)
    return " ".join([word for _, word in tokens])
