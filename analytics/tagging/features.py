"""What the linear models read: hashed words, neighbouring words and beginnings of words of normalised text."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

COLUMNS = 2**22
"""Columns that n-grams are hashed to."""
STEM = 5
"""Characters of a word's beginning, which stand for its other forms."""
KINDS = ("word", "pair", "stem", "title word", "title pair", "title stem")

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

# A word's hash is Σ byte_i · FACTOR^i modulo 2^64. FACTOR is odd and so has an inverse: the hash of any stretch of a
# text comes from two of its running sums, and no word has to be looked at on its own.
FACTOR = 0x100000001B3
INVERSE = pow(FACTOR, -1, 2**64)
NEXT = 0xD6E8FEB86659FD93
SALT = 0x632BE59BD9B4E019
_MIX = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9)


def ngrams(titles: pl.Series, texts: pl.Series) -> tuple[Places, Places]:
    """Work (its place) and column of every n-gram with repetitions, of normalised ``titles`` and whole ``texts``."""
    found = [_of_kinds(texts, (0, 1, 2)), _of_kinds(titles, (3, 4, 5))]
    return np.concatenate([work for work, _ in found]), np.concatenate([column for _, column in found])


def named_ngrams(title: str, text: str) -> list[tuple[str, int]]:
    """Every n-gram of one work as it may be read, with its column; one of a title says so, a beginning ends in `…`."""
    found = []
    for prefix, written, kinds in (("", text, KINDS[:3]), ("title: ", title, KINDS[3:])):
        words = written.split()
        pairs = [f"{one} {two}" for one, two in pairwise(words)]
        names = [*words, *pairs, *(f"{word[:STEM]}…" for word in words)]
        first = KINDS.index(kinds[0])
        _, columns = _of_kinds(pl.Series([written]), (first, first + 1, first + 2))
        found += [(prefix + name, int(column)) for name, column in zip(names, columns, strict=True)]
    return found


def _of_kinds(texts: pl.Series, kinds: tuple[int, int, int]) -> tuple[Places, Places]:
    work, start, end, sums, inverses = _words(texts)
    word = _mixed((sums[end] - sums[start]) * inverses[start])
    stem = _mixed((sums[np.minimum(end, start + STEM)] - sums[start]) * inverses[start])
    follows = work[1:] == work[:-1]
    pair = (word[:-1] * np.uint64(NEXT) + word[1:])[follows]
    parts = zip(kinds, (word, pair, stem), strict=True)
    columns = [_column(values, kind) for kind, values in parts]
    return np.concatenate([work, work[1:][follows], work]), np.concatenate(columns)


def _column(values: Hashes, kind: int) -> Places:
    salt = np.uint64((SALT * (kind + 1)) % 2**64)
    return (_mixed(values * np.uint64(2) + salt) >> np.uint64(20)).astype(np.int64) % COLUMNS


def _words(texts: pl.Series) -> tuple[Places, Places, Places, Hashes, Hashes]:
    """Of every word its text, its start and its end among all bytes; running sums over bytes, and inverse powers."""
    buffer = np.frombuffer("".join(texts.to_list()).encode("ascii"), dtype=np.uint8)
    ends = np.cumsum(texts.str.len_bytes().to_numpy().astype(np.int64))
    # A space at each end of a text: words begin after a space and end before one.
    is_space = np.concatenate([[True], buffer == ord(" "), [True]])
    start = np.flatnonzero(is_space[:-1] & ~is_space[1:])
    end = np.flatnonzero(~is_space[:-1] & is_space[1:])
    sums = np.zeros(len(buffer) + 1, dtype=np.uint64)
    doublings = len(buffer).bit_length()
    np.cumsum(buffer * _powers(FACTOR, doublings)[: len(buffer)], out=sums[1:])
    return np.searchsorted(ends, start, side="right"), start, end, sums, _powers(INVERSE, doublings)


@cache
def _powers(base: int, doublings: int) -> Hashes:
    """The first 2^``doublings`` powers of ``base`` modulo 2^64."""
    found = np.ones(2**doublings, dtype=np.uint64)
    for known in (2**n for n in range(doublings)):
        found[known : 2 * known] = found[:known] * np.uint64(pow(base, known, 2**64))
    return found


def _mixed(values: Hashes) -> Hashes:
    for factor, shift in zip(_MIX, (29, 32), strict=True):
        values = (values ^ (values >> np.uint64(32))) * np.uint64(factor)
        values ^= values >> np.uint64(shift)
    return values


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
