"""By which way a work can be tagged: what text there is, and whether the models can read it."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.tagging.normalise import normalised

PATHS = ("abstract", "title_only", "other_language", "topics_only")
SCORED = ("abstract", "title_only")
"""The paths the linear models were trained to read."""

# Of running English text these make up a third; a twelfth is less than any abstract seen, formulas and all.
ENGLISH = "the of and in to a is for we with that on by as are an from this which at be using"
ENGLISH_SHARE = 1 / 12
# Words of other languages that are none in English; what a title without a known language is told by.
FOREIGN = "de la le les des du et une der die das und von zur el los las del para por una uma do da em il di della"
LATIN_SHARE = 0.7
SHORT_ABSTRACT = 12
# Enough of an abstract to tell its language, and quicker than all of it.
BEGINNING = 300
# No title is as long: title and abstract in one.
LONG_TITLE = 40
# Of a text without sentences these many stand for the title.
TITLE_WORDS = 12


def pred_path(stg_text: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """One row per work with its `path`: abstract, title_only, other_language or topics_only.

    An abstract is judged by its own words, since languages given by sources err; a bare title by the
    language given, and by its words where none is.
    """
    for batch in stg_text:
        yield batch.select("work_id", path=path())


def path() -> pl.Expr:
    """The path as an expression over `title`, `abstract` (texts, empty where missing) and `language` (or null)."""
    has_title, has_abstract = pl.col("title").str.strip_chars() != "", abstract().str.strip_chars() != ""
    reads_abstract = _is_english(abstract().str.slice(0, BEGINNING))
    return (
        pl.when(has_abstract & reads_abstract)
        .then(pl.lit("abstract"))
        .when(has_abstract)
        .then(pl.lit("other_language"))
        .when(~has_title)
        .then(pl.lit("topics_only"))
        .when(_is_english_title())
        .then(pl.lit("title_only"))
        .otherwise(pl.lit("other_language"))
    )


def abstract() -> pl.Expr:
    """The abstract, or a title that can only be both."""
    is_both = (pl.col("abstract").str.strip_chars() == "") & (_words(pl.col("title")).list.len() > LONG_TITLE)
    return pl.when(is_both).then(pl.col("title")).otherwise(pl.col("abstract"))


def title() -> pl.Expr:
    """The title; of a text that stands in one field alone, its first sentence, or some words where none ends."""
    is_one = (pl.col("title").str.strip_chars() == "") | (_words(pl.col("title")).list.len() > LONG_TITLE)
    sentence = pl.concat_str("title", "abstract").str.strip_chars().str.splitn(". ", 2).struct.field("field_0")
    words = sentence.str.split(" ")
    beginning = words.list.head(pl.when(words.list.len() > LONG_TITLE).then(TITLE_WORDS).otherwise(LONG_TITLE))
    return pl.when(is_one).then(beginning.list.join(" ")).otherwise(pl.col("title"))


def _words(text: pl.Expr) -> pl.Expr:
    return normalised(text).str.strip_chars(" ").str.split(" ")


def _is_latin(text: pl.Expr) -> pl.Expr:
    letters = text.str.count_matches(r"\p{L}")
    return text.str.count_matches(r"[A-Za-z]") >= LATIN_SHARE * letters


def _is_english(text: pl.Expr) -> pl.Expr:
    words = _words(text)
    known = words.list.set_intersection(pl.lit(pl.Series([ENGLISH.split()])).first())
    return _is_latin(text) & (
        (words.list.len() < SHORT_ABSTRACT) | (known.list.len() >= ENGLISH_SHARE * words.list.n_unique())
    )


def _is_english_title() -> pl.Expr:
    words = _words(pl.col("title"))
    foreign = words.list.set_intersection(pl.lit(pl.Series([FOREIGN.split()])).first()).list.len()
    english = words.list.set_intersection(pl.lit(pl.Series([ENGLISH.split()])).first()).list.len()
    by_words = _is_latin(pl.col("title")) & ((foreign == 0) | (english > foreign))
    return pl.when(pl.col("language").is_null()).then(by_words).otherwise(pl.col("language") == "en")
