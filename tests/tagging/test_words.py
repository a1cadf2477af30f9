"""Compiled loops find the words that normalised text has, also where letters are not of the Latin alphabet."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from analytics.tagging.features import counted, named_ngrams
from analytics.tagging.normalise import normalised
from analytics.tagging.telling_words import ENGLISH, FOREIGN, MOST_WORDS, told

TEXTS = [
    "The State-of-the-Art: a SYNTHETIC survey (2nd ed.)",
    "  Ångström’s und İstanbul, 10\u212b at 3 \u212a; café\tau lait  ",
    "机器学习 of the robots — и роботы",
    "",
    "…",
    "de la the of the DE",
]


def plain(texts: list[str]) -> list[str]:
    return pl.DataFrame({"text": texts}).select(normalised(pl.col("text"))).to_series().to_list()


def test_ngrams_are_those_of_normalised_text():
    texts = pl.Series(TEXTS).str.to_lowercase()
    titles = texts.reverse()
    found = counted(titles, texts)
    assert len(found[0]) > 50
    of_plain = counted(pl.Series(plain(TEXTS[::-1])), pl.Series(plain(TEXTS)))
    assert all(np.array_equal(one, other) for one, other in zip(found, of_plain, strict=True))
    for place, (title, text) in enumerate(zip(titles, texts, strict=True)):
        columns = found[1][found[2][place] : found[2][place + 1]]
        assert {column for _, column in named_ngrams(title, text)} == set(columns)


@pytest.mark.parametrize("text", [*TEXTS, " ".join(str(number) for number in range(MOST_WORDS))])
def test_words_that_tell_a_language_are_counted_once_each(text: str):
    words = plain([text])[0].split()
    english, foreign = (len(set(words) & set(known.split())) for known in (ENGLISH, FOREIGN))
    # Beside other texts, as what was seen in one text must not count in the next.
    (row,) = told(pl.Series(["the", text, text]).str.to_lowercase()).slice(2).rows()
    assert row == (len(words), len(set(words)), english, foreign)
