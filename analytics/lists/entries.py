"""What every layout of a downloaded list comes down to: bodies, and counts of what is left out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from analytics.lists.places import Places
from analytics.matching.names import is_acronym
from analytics.reference.persons import looks_like_a_person

PERSONS = "persons"
SHIPS = "ships, aircraft and other things"
UNCERTAIN = "not certain to be organisations"
ENDED = "ended, without a start before that end"
NO_COUNTRY = "without a country that is known"

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """One body as a file lists it. ``source_id`` is empty where the file has no lasting id; dates only if stated."""

    name: str
    country_code: str
    aliases: tuple[tuple[str, str], ...] = ()
    source_id: str = ""
    section: str = ""
    category: str = ""
    listed_from: date | None = None
    listed_until: date | None = None
    legal_basis: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Layout:
    """A form in which a list is published. ``columns`` maps the reader's names to headers, all of them needed."""

    title: str
    columns: Mapping[str, str]
    read: Callable[[Iterable[Cells], Places], Iterator[Entry | str]]
    about: Mapping[str, str]
    evidence: str = "copy_of_official"
    optional: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Incoming:
    """A file as read: its bodies, and how many rows were left out for which reason; nobody's name is kept."""

    layout: Layout
    entries: list[Entry] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    published: date | None = None


# A list that does not say what an entry is may hold persons. Only names with such a word are taken from it.
_BODY = re.compile(
    r"(?i:universit|institut|academ|colleg|school|cent(er|re)|laborator|hospital|compan|corporat|bureau|organi[sz]at"
    r"|factor|group|enterprise|industr|technolog|electronic|research|systems?\b|engineering|ministr|department"
    r"|committee|agency|servic|logistic|aviation|aerospace|design|production|association|foundation|society"
    r"|import|export|comput|network|semiconduct|machin|shipyard|bank|airline|petro|chemical|nuclear|militar"
    r"|defen[cs]e|arsenal|holding|trad(e|ing)|international|works\b|plant\b|force\b|army\b|navy\b|fund\b)"
    r"|\b(ltd|limited|llc|l\.l\.c|inc|corp|co|gmbh|jsc|ojsc|pjsc|cjsc|plc|fze|fzc|fzco|sdn|bhd|pte|pty|sa|ag|bv)\b"
    r"|大学|學院|学院|研究|公司|集团|集團|局|廠|厂|所$"
)


def checked(entry: Entry, *, is_typed: bool) -> Entry | str:
    """``entry`` with usable aliases, or why it is left out; ``is_typed``: the file itself says it is no person."""
    if looks_like_a_person(entry.name):
        return PERSONS
    if not is_typed and not names_a_body(entry.name):
        return UNCERTAIN
    if not entry.country_code:
        return NO_COUNTRY
    if entry.listed_until and (entry.listed_from is None or entry.listed_until <= entry.listed_from):
        return ENDED
    kept = dict.fromkeys(
        (collapsed(alias), "weak" if is_acronym(collapsed(alias)) else kind) for alias, kind in entry.aliases
    )
    usable = [(alias, kind) for alias, kind in kept if alias and alias != entry.name and not looks_like_a_person(alias)]
    names = dict(reversed(usable))
    return Entry(**{**vars(entry), "aliases": tuple(sorted(names.items()))})


def names_a_body(name: str) -> bool:
    """Whether ``name`` holds a word that only an organisation carries."""
    return bool(_BODY.search(unicodedata.normalize("NFKC", name).casefold()))


def collapsed(text: Any) -> str:
    """Text with every run of white space as one blank, and without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text or "")).split())


def pieces(text: str, marks: str = ";") -> list[str]:
    """The parts of a cell that holds several values, collapsed, without empty ones."""
    return [part for part in map(collapsed, re.split(f"[{re.escape(marks)}]", text)) if part]


def day(text: str, *forms: str) -> date | None:
    """A date in one of ``forms`` (as of strptime; ISO first), or None: a date that is not certain is not taken."""
    for form in ("%Y-%m-%d", *forms):
        try:
            return datetime.strptime(text.strip()[:10], form).date()
        except ValueError:
            continue
    return None
