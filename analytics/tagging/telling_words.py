"""How many words of a text are among the most frequent ones of English, and of other languages."""

from __future__ import annotations

from itertools import count

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.compiled import compiled
from analytics.tagging.normalise import OF_WORDS, bytes_of

# Of running English text these make up a third.
ENGLISH = "the of and in to a is for we with that on by as are an from this which at be using"
# Words of other languages that are none in English.
FOREIGN = "de la le les des du et une der die das und von zur el los las del para por una uma do da em il di della"
MOST_WORDS = 256
"""Words beyond these many are not looked at."""

Hashes = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]

_FACTOR = np.uint64(0x100000001B3)
_SLOTS = 4 * MOST_WORDS


def told(texts: pl.Series) -> pl.DataFrame:
    """words, distinct, english, foreign: how many words each text (in lower case) has, and how many tell."""
    counts = np.zeros((4, len(texts)), np.int64)
    _count(*bytes_of(texts), _TELLING, _KINDS, counts)
    return pl.DataFrame(dict(zip(("words", "distinct", "english", "foreign"), counts, strict=True)))


def _hashed(word: str) -> int:
    value = 0
    for byte in word.encode():
        value = (value * int(_FACTOR) + byte) % 2**64
    return value


def _telling() -> tuple[Hashes, npt.NDArray[np.int64]]:
    """A table in which every telling word has a place of its own by its hash, and the row it is counted in."""
    rows = {_hashed(word): row for row, words in ((2, ENGLISH), (3, FOREIGN)) for word in words.split()}
    size = next(size for size in count(len(rows)) if len({value % size for value in rows}) == len(rows))
    table, kinds = np.zeros(size, np.uint64), np.zeros(size, np.int64)
    for value, row in rows.items():
        table[value % size], kinds[value % size] = value, row
    return table, kinds


_TELLING, _KINDS = _telling()


@compiled
def _count(buffer: npt.NDArray[np.uint8], ends: Counts, telling: Hashes, kinds: Counts, counts: Counts) -> None:
    """Add up, text by text, in the rows of ``counts``: words, distinct ones, and those by kind."""
    seen, seen_in = np.zeros(_SLOTS, np.uint64), np.full(_SLOTS, -1)
    at = 0
    for text in range(ends.size):
        while at < ends[text] and counts[0, text] < MOST_WORDS:
            if not OF_WORDS[buffer[at]]:
                at += 1
                continue
            word = np.uint64(0)
            while at < ends[text] and OF_WORDS[buffer[at]]:
                word = word * _FACTOR + np.uint64(buffer[at])
                at += 1
            counts[0, text] += 1
            slot = word % np.uint64(_SLOTS)
            while seen_in[slot] == text and seen[slot] != word:
                slot = (slot + np.uint64(1)) % np.uint64(_SLOTS)
            if seen_in[slot] != text:
                seen[slot], seen_in[slot] = word, text
                counts[1, text] += 1
                place = word % np.uint64(telling.size)
                if telling[place] == word:
                    counts[kinds[place], text] += 1
        at = ends[text]
