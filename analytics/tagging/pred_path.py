"""By which way a work can be tagged: what text there is, and whether the models can read it."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.tagging.normalise import normalised
from analytics.tagging.telling_words import told

PATHS = ("abstract", "title_only", "other_language", "topics_only")
SCORED = ("abstract", "title_only")
"""The paths the linear models were trained to read."""

# Less than any English abstract seen, formulas and all.
ENGLISH_SHARE = 1 / 12
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
        yield batch.select("work_id", path=path(batch))


def path(works: pl.DataFrame) -> pl.Series:
    """The path of each of ``works`` by `title`, `abstract` (texts, empty where missing) and `language` (or null)."""
    texts = works.select("title", "language", abstract=abstract())
    texts = texts.with_columns(beginning=pl.col("abstract").str.head(BEGINNING))
    lower = texts.select(pl.col("title", "beginning").str.to_lowercase())
    of_title, of_beginning = (told(lower[name]) for name in ("title", "beginning"))
    told_by = [of_title.select(pl.all().name.prefix("title_")), of_beginning]
    return pl.concat([texts, *told_by], how="horizontal").select(path=_path()).to_series()


def _path() -> pl.Expr:
    has_title, has_abstract = (pl.col(name).str.strip_chars() != "" for name in ("title", "abstract"))
    return (
        pl.when(has_abstract & _is_english())
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
    is_both = (pl.col("abstract").str.strip_chars() == "") & _is_long(pl.col("title"))
    return pl.when(is_both).then(pl.col("title")).otherwise(pl.col("abstract"))


def title() -> pl.Expr:
    """The title; of a text that stands in one field alone, its first sentence, or some words where none ends."""
    is_one = (pl.col("title").str.strip_chars() == "") | _is_long(pl.col("title"))
    text = pl.when(is_one).then(pl.concat_str("title", "abstract")).otherwise(pl.lit(""))
    words = text.str.strip_chars().str.splitn(". ", 2).struct.field("field_0").str.split(" ")
    beginning = words.list.head(pl.when(words.list.len() > LONG_TITLE).then(TITLE_WORDS).otherwise(LONG_TITLE))
    return pl.when(is_one).then(beginning.list.join(" ")).otherwise(pl.col("title"))


def _is_long(title: pl.Expr) -> pl.Expr:
    """Whether it has more words than a title has."""
    # Counting words is slow, and needless where there is no room for so many.
    has_room = title.str.len_bytes() > 2 * LONG_TITLE
    words = normalised(pl.when(has_room).then(title).otherwise(pl.lit("")))
    return words.str.count_matches(" ", literal=True) > LONG_TITLE + 1


def _is_latin(text: pl.Expr) -> pl.Expr:
    # Counting letters is slow, and needless where all are of the Latin alphabet without marks, as in most texts.
    is_plain = text.str.len_bytes() == text.str.len_chars()
    other = pl.when(is_plain).then(pl.lit("")).otherwise(text)
    return other.str.count_matches(r"[A-Za-z]") >= LATIN_SHARE * other.str.count_matches(r"\p{L}")


def _is_english() -> pl.Expr:
    is_told = pl.col("english") >= ENGLISH_SHARE * pl.col("distinct")
    return _is_latin(pl.col("beginning")) & ((pl.col("words") < SHORT_ABSTRACT) | is_told)


def _is_english_title() -> pl.Expr:
    foreign, english = pl.col("title_foreign"), pl.col("title_english")
    by_words = _is_latin(pl.col("title")) & ((foreign == 0) | (english > foreign))
    return pl.when(pl.col("language").is_null()).then(by_words).otherwise(pl.col("language") == "en")
