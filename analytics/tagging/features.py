"""What the linear models read: hashed words, neighbouring words and beginnings of words of normalised text."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.compiled import compiled

COLUMNS = 2**22
"""Columns that n-grams are hashed to."""
STEM = 5
"""Characters of a word's beginning, which stand for its other forms."""
KINDS = ("word", "pair", "stem", "title word", "title pair", "title stem")

Places = npt.NDArray[np.int64]

# A word's hash is Σ byte_i · FACTOR^i modulo 2^64, mixed.
_FACTOR = np.uint64(0x100000001B3)
_NEXT = np.uint64(0xD6E8FEB86659FD93)
_SALT = np.uint64(0x632BE59BD9B4E019)
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_SPACE = np.uint8(ord(" "))


def ngrams(titles: pl.Series, texts: pl.Series) -> tuple[Places, Places]:
    """Work (its place) and column of every n-gram with repetitions, of normalised ``titles`` and whole ``texts``."""
    found = [_of_kinds(texts, 0), _of_kinds(titles, 3)]
    return np.concatenate([work for work, _ in found]), np.concatenate([column for _, column in found])


def named_ngrams(title: str, text: str) -> list[tuple[str, int]]:
    """Every n-gram of one work as it may be read, with its column; one of a title says so, a beginning ends in `…`."""
    found = []
    for prefix, written, first in (("", text, 0), ("title: ", title, 3)):
        words = written.split()
        pairs = [f"{before} {word}" for before, word in zip(["", *words], words, strict=False)]
        each = [(word, f"{word[:STEM]}…", pair) for word, pair in zip(words, pairs, strict=True)]
        names = [name for place, named in enumerate(each) for name in (named if place else named[:2])]
        _, columns = _of_kinds(pl.Series([written]), first)
        found += [(prefix + name, int(column)) for name, column in zip(names, columns, strict=True)]
    return found


def _of_kinds(texts: pl.Series, first: int) -> tuple[Places, Places]:
    """The n-grams of the three kinds from ``first`` on: of each word itself, its beginning, and the pair it ends."""
    buffer = np.frombuffer("".join(texts.to_list()).encode("ascii"), dtype=np.uint8)
    ends = np.cumsum(texts.str.len_bytes().to_numpy().astype(np.int64))
    # A word and the space after it, except at the end, are two bytes or more.
    most = 3 * (len(buffer) + len(texts) + 1) // 2
    work, column = np.empty(most, np.int64), np.empty(most, np.int64)
    made = _fill(buffer, ends, first, work, column)
    return work[:made], column[:made]


@compiled
def _fill(buffer: npt.NDArray[np.uint8], ends: Places, first: int, work: Places, column: Places) -> int:
    """Write each n-gram's text and column; gives how many there are."""
    made = at = 0
    for text in range(ends.size):
        before, has_before = np.uint64(0), False
        while at < ends[text]:
            if buffer[at] == _SPACE:
                at += 1
                continue
            start, hashed, power, stem = at, np.uint64(0), np.uint64(1), np.uint64(0)
            while at < ends[text] and buffer[at] != _SPACE:
                hashed += np.uint64(buffer[at]) * power
                power *= _FACTOR
                at += 1
                if at - start <= STEM:
                    stem = hashed
            word = _mixed(hashed)
            work[made], column[made] = text, _column(word, first)
            work[made + 1], column[made + 1] = text, _column(_mixed(stem), first + 2)
            made += 2
            if has_before:
                work[made], column[made] = text, _column(before * _NEXT + word, first + 1)
                made += 1
            before, has_before = word, True
    return made


@compiled
def _column(value: np.uint64, kind: int) -> np.int64:
    salt = _SALT * np.uint64(kind + 1)
    mixed = _mixed(value * np.uint64(2) + salt)
    return np.int64((mixed >> np.uint64(20)) % np.uint64(COLUMNS))


@compiled
def _mixed(value: np.uint64) -> np.uint64:
    value = (value ^ (value >> np.uint64(32))) * _FIRST
    value ^= value >> np.uint64(29)
    value = (value ^ (value >> np.uint64(32))) * _SECOND
    return value ^ (value >> np.uint64(32))


def counted(titles: pl.Series, texts: pl.Series) -> Any:
    """A sparse matrix (works × `COLUMNS`, float32) of how often each n-gram stands in a work."""
    from scipy.sparse import csr_matrix

    work, column = ngrams(titles, texts)
    keys = np.sort(work * COLUMNS + column)
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    counts = np.diff(np.append(first, len(keys)))
    rows, columns = np.divmod(keys[first], COLUMNS)
    starts = np.searchsorted(rows, np.arange(len(texts) + 1))
    return csr_matrix((counts.astype(np.float32), columns.astype(np.int32), starts), shape=(len(texts), COLUMNS))
