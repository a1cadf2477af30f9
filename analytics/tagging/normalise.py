"""The one form in which texts and phrases meet."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

OF_WORDS = np.isin(np.arange(256), list(b"abcdefghijklmnopqrstuvwxyz0123456789"))
"""By byte: whether it is part of a word in text in lower case; every other one parts words."""
# Phrases this short stand for acronyms ("lstm", "rna"): only the whole word counts.
WHOLE_WORD_UP_TO = 4


def normalised(text: pl.Expr) -> pl.Expr:
    """Lower case, every run of other characters than a–z and 0–9 as one space, one at each end; empty texts are one."""
    spaced = pl.concat_str(pl.lit(" "), text, pl.lit(" "))
    # A single space, by far the most frequent run, is left as it is: that takes a quarter of the time.
    return spaced.str.to_lowercase().str.replace_all(r"[^a-z0-9 ][^a-z0-9]*| [^a-z0-9]+", " ")


def pattern(phrase: pl.Expr) -> pl.Expr:
    """The literal to look for in normalised text: at a word's start, short phrases to the word's end as well."""
    plain = normalised(phrase).str.strip_chars(" ")
    end = pl.when(plain.str.len_chars() <= WHOLE_WORD_UP_TO).then(pl.lit(" ")).otherwise(pl.lit(""))
    return pl.concat_str(pl.lit(" "), plain, end)


def bytes_of(texts: pl.Series) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """All ``texts`` one behind the other, and where each ends: for compiled loops over their words."""
    _, ends, written = texts.to_arrow(compat_level=pl.CompatLevel.oldest()).buffers()
    return np.frombuffer(written, np.uint8), np.frombuffer(ends, np.int64)[1 : len(texts) + 1]
