"""What the linear models read: hashed words, neighbouring words and beginnings of words.

A word is a run of a–z and 0–9 in lower case, as in normalised text; to write that first would take as long again.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.compiled import compiled
from analytics.tagging.normalise import OF_WORDS, bytes_of

COLUMNS = 2**22
"""Columns that n-grams are hashed to."""
STEM = 5
"""Characters of a word's beginning, which stand for its other forms."""
KINDS = ("word", "pair", "stem", "title word", "title pair", "title stem")

Bits = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int32]
Counts = npt.NDArray[np.float32]
Keys = npt.NDArray[np.int64]

EVERY: Bits = np.full(COLUMNS // 8, 255, np.uint8)
"""Bits of all columns: no n-gram is left out."""

# A word's hash is Σ byte_i · FACTOR^i modulo 2^64, mixed.
_FACTOR = np.uint64(0x100000001B3)
_NEXT = np.uint64(0xD6E8FEB86659FD93)
_SALT = np.uint64(0x632BE59BD9B4E019)
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


def counted(titles: pl.Series, texts: pl.Series, known: Bits = EVERY) -> tuple[Counts, Places, Places]:
    """How often each n-gram stands in a work, its title and whole text, both in lower case: data, indices and indptr.

    They are those of a sparse matrix (works × `COLUMNS`). N-grams whose bit in ``known`` (bit c mod 8 of byte c / 8 for
    column c) is not set are left out.
    """
    keys = np.concatenate([_keys(texts, 0, known), _keys(titles, 3, known)])
    keys.sort()
    counts, columns = np.empty(len(keys), np.float32), np.empty(len(keys), np.int32)
    starts = np.zeros(len(texts) + 1, np.int32)
    made = _grouped(keys, starts, columns, counts)
    return counts[:made], columns[:made], starts


def named_ngrams(title: str, text: str) -> list[tuple[str, int]]:
    """Every n-gram of one work (texts in lower case) as it may be read, with its column.

    One of a title says so, a beginning ends in `…`.
    """
    found = []
    for prefix, written, first in (("", text, 0), ("title: ", title, 3)):
        words = re.findall("[a-z0-9]+", written)
        pairs = [f"{before} {word}" for before, word in zip(["", *words], words, strict=False)]
        each = [(word, f"{word[:STEM]}…", pair) for word, pair in zip(words, pairs, strict=True)]
        names = [name for place, named in enumerate(each) for name in (named if place else named[:2])]
        columns = _keys(pl.Series([written]), first, EVERY)
        found += [(prefix + name, int(column)) for name, column in zip(names, columns, strict=True)]
    return found


def _keys(texts: pl.Series, first: int, known: Bits) -> Keys:
    """Of each n-gram known, of the three kinds from ``first`` on: place of its text · `COLUMNS` + its column."""
    buffer, ends = bytes_of(texts)
    # A word and what parts it from the next, except at the end, are two bytes or more.
    keys = np.empty(3 * (len(buffer) + len(texts) + 1) // 2, np.int64)
    return keys[: _fill(buffer, ends, first, known, keys)]


@compiled
def _fill(buffer: Bits, ends: Keys, first: int, known: Bits, keys: Keys) -> int:
    """Write, word by word, the word itself, its beginning, and the pair it ends; gives how many are known."""
    kept = at = 0
    for text in range(ends.size):
        made, before, has_before = kept, np.uint64(0), False
        while at < ends[text]:
            if not OF_WORDS[buffer[at]]:
                at += 1
                continue
            start, hashed, power, stem = at, np.uint64(0), np.uint64(1), np.uint64(0)
            while at < ends[text] and OF_WORDS[buffer[at]]:
                hashed += np.uint64(buffer[at]) * power
                power *= _FACTOR
                at += 1
                if at - start <= STEM:
                    stem = hashed
            word = _mixed(hashed)
            keys[made], keys[made + 1] = _column(word, first), _column(_mixed(stem), first + 2)
            made += 2
            if has_before:
                keys[made] = _column(before * _NEXT + word, first + 1)
                made += 1
            before, has_before = word, True
        # All of a text at once and without a branch: memory is asked for many bits at a time.
        for place in range(kept, made):
            column = keys[place]
            keys[kept] = text * COLUMNS + column
            kept += known[column >> 3] >> (column & 7) & 1
    return kept


@compiled
def _column(value: np.uint64, kind: int) -> np.int64:
    mixed = _mixed(value * np.uint64(2) + _SALT * np.uint64(kind + 1))
    return np.int64((mixed >> np.uint64(20)) % np.uint64(COLUMNS))


@compiled
def _mixed(value: np.uint64) -> np.uint64:
    value = (value ^ (value >> np.uint64(32))) * _FIRST
    value ^= value >> np.uint64(29)
    value = (value ^ (value >> np.uint64(32))) * _SECOND
    return value ^ (value >> np.uint64(32))


@compiled
def _grouped(keys: Keys, starts: Places, columns: Places, counts: Counts) -> int:
    """Each of the sorted ``keys`` once: its column, how often it stands, and where each row starts."""
    made, row, before = 0, 0, -1
    for key in keys:
        if key == before:
            counts[made - 1] += 1
            continue
        while key // COLUMNS > row:
            row += 1
            starts[row] = made
        columns[made], counts[made] = key % COLUMNS, 1
        made, before = made + 1, key
    starts[row + 1 :] = made
    return made
