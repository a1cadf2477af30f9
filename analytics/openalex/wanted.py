"""Which works of a snapshot are wanted. Each condition stands here in the three forms in which it is asked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

import polars as pl

from analytics.openalex.records import Work
from analytics.settings import SnapshotFilter

Frames = dict[str, pl.DataFrame]
_YEAR = re.compile(rb'"publication_year"\s*:\s*(\d{1,9})\b')
_XPAC = re.compile(rb'"is_xpac"\s*:\s*true\b')
# Looking for a text takes a tenth of the time of decoding the record, so more of them do not pay.
_MOST_TEXTS = 6
# Records after which it is known whether looking at the bytes first pays: it does where few works are wanted.
_TRIED, _FEW = 2000, 0.25


@dataclass(frozen=True)
class _Condition:
    """``may_hold`` is False only where the bytes of a record show it; ``among`` gives the lines that hold."""

    may_hold: Callable[[bytes], bool]
    holds: Callable[[Work], bool]
    among: Callable[[Frames], pl.Series]


class Wanted:
    """A filter of the settings: a work is wanted where every given condition holds."""

    def __init__(self, asked: SnapshotFilter | None = None) -> None:
        self._asked = asked or SnapshotFilter()
        self._conditions = _conditions(self._asked)
        self._tried = self._found = 0

    @property
    def digest(self) -> str:
        """Sixteen characters by which one filter differs from another; empty where every work is wanted."""
        if not self._conditions:
            return ""
        return hashlib.sha256(self._asked.model_dump_json().encode()).hexdigest()[:16]

    def may_hold(self, raw: bytes) -> bool:
        """False where the bytes alone show that a work is not wanted; a line that may be cut is never judged so.

        Asked only where less than a quarter of the works so far was wanted: else decoding each costs less.
        """
        if self._tried < _TRIED or self._found > _FEW * self._tried:
            return True
        is_whole = raw.startswith(b"{") and raw.endswith((b"}", b"}\r"))
        return not is_whole or all(condition.may_hold(raw) for condition in self._conditions)

    def holds(self, work: Work) -> bool:
        """Whether ``work`` is wanted."""
        if not self._conditions:
            return True
        is_wanted = all(condition.holds(work) for condition in self._conditions)
        if self._tried < _TRIED:
            self._tried += 1
            self._found += is_wanted
        return is_wanted

    def among(self, frames: Frames) -> Frames:
        """The rows of the wanted works among those of the raw tables."""
        for condition in self._conditions:
            lines = condition.among(frames).unique().implode()
            frames = {table: frame.filter(pl.col("line_no").is_in(lines)) for table, frame in frames.items()}
        return frames


def _conditions(asked: SnapshotFilter) -> list[_Condition]:
    made = []
    if asked.first_year is not None or asked.last_year is not None:
        made.append(_in_years(asked.first_year or 1, asked.last_year or 9999))
    if asked.core_only:
        made.append(_in_core())
    if asked.topics:
        made.append(_on_topics({topic.rpartition("/")[2] for topic in asked.topics}))
    if asked.countries:
        made.append(_with_countries({code.upper() for code in asked.countries}))
    return made


def _in_years(first: int, last: int) -> _Condition:
    def may_hold(raw: bytes) -> bool:
        year = _YEAR.search(raw)
        return year is None or first <= int(year[1]) <= last

    return _Condition(
        may_hold,
        lambda work: first <= work.publication_year <= last,
        lambda frames: _lines(frames["raw_works"], pl.col("publication_year").is_between(first, last)),
    )


def _in_core() -> _Condition:
    return _Condition(
        lambda raw: not _XPAC.search(raw),
        lambda work: not work.is_xpac,
        lambda frames: _lines(frames["raw_works"], ~pl.col("is_xpac").cast(pl.Boolean).fill_null(False)),
    )


def _on_topics(topics: Collection[str]) -> _Condition:
    is_one = pl.col("topic_id").cast(pl.String).str.extract("([^/]*)$").is_in(topics)
    return _Condition(
        _any_of([f'{topic}"' for topic in topics]),
        lambda work: any((topic.id or "").rpartition("/")[2] in topics for topic in work.topics or ()),
        lambda frames: _lines(frames["raw_topics"], is_one),
    )


def _with_countries(codes: set[str]) -> _Condition:
    def among(frames: Frames) -> pl.Series:
        is_one = pl.col("country_code").cast(pl.String).str.to_uppercase().is_in(codes)
        tables = (frames["raw_authorship_institutions"], frames["raw_authorship_countries"])
        return pl.concat([_lines(table, is_one) for table in tables])

    return _Condition(_any_of([f'"{code}"' for code in codes]), lambda work: not codes.isdisjoint(_codes(work)), among)


def _codes(work: Work) -> set[str]:
    authorships = work.authorships or ()
    listed = {code for authorship in authorships for code in authorship.countries or ()}
    carried = {place.country_code for authorship in authorships for place in authorship.institutions or ()}
    return {code.upper() for code in listed | carried if code}


def _any_of(texts: list[str]) -> Callable[[bytes], bool]:
    sought = [text.encode() for text in texts]
    return lambda raw: len(sought) > _MOST_TEXTS or any(text in raw for text in sought)


def _lines(frame: pl.DataFrame, condition: pl.Expr) -> pl.Series:
    return frame.filter(condition)["line_no"]
