"""What a report is made of, before it is HTML or PDF: both renderings read exactly these blocks."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_INLINE_TAG = re.compile(r"</?(?:i|b|em|strong|sub|sup|scp)>", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One line of a table cell; ``href`` makes it a link."""

    text: str
    href: str | None = None


Cell = tuple[Line, ...]


@dataclass(frozen=True)
class Column:
    """One column: its heading, its share of the table's width, and whether it holds numbers (set right)."""

    title: str
    width: float = 1.0
    is_number: bool = False


@dataclass(frozen=True)
class KeyFigure:
    """A number a reader should take away, its name, and the one line that keeps it honest."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Block:
    """One piece of a section. ``kind`` names the template part; only the fields it needs are filled.

    Kinds: paragraph, note, heading, code (``text``); bullets (``items``); figures (``figures``);
    table (``text`` as caption, ``columns``, ``rows``); chart (``svg``, ``alt``, ``text`` as caption).
    """

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()
    figures: tuple[KeyFigure, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    svg: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Section:
    """One idea of the report under one heading; ``anchor`` is its id within the page."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class ReportContent:
    """A whole report as data; ``dated`` is the build's day, never the clock's."""

    title: str
    subtitle: str
    banner: str
    run_id: str
    dated: date
    sections: tuple[Section, ...]


def paragraph(text: str) -> Block:
    """A paragraph of plain text."""
    return Block("paragraph", text)


def heading(text: str) -> Block:
    """A heading inside a section."""
    return Block("heading", text)


def note(text: str) -> Block:
    """A remark that a reader must not miss, set apart."""
    return Block("note", text)


def cell(*lines: str | Line) -> Cell:
    """A table cell of one or more lines; empty lines are left out."""
    made = (line if isinstance(line, Line) else Line(line) for line in lines)
    return tuple(line for line in made if line.text)


def link(text: str, address: str | None) -> Line:
    """A line that links to a source, where the address is a web address; anything else stays text."""
    is_web = address is not None and re.match(r"https?://[^\s\"'<>]+$", address)
    return Line(text, address if is_web else None)


def plain(text: str | None) -> str:
    """Data as printable text: one line, no control or direction marks, and no e-mail address of a person."""
    cleaned = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text or ""))
    kept = "".join(c for c in cleaned if unicodedata.category(c) not in {"Cc", "Cs"} and not _turns(c))
    return _MAIL.sub("[e-mail removed]", kept).strip()


def work_title(text: str | None) -> str:
    """A work's title without the inline tags and entities that publishers leave in it."""
    return plain(_INLINE_TAG.sub("", html.unescape(text or ""))) or "(no title in the source)"


def _turns(character: str) -> bool:
    """Whether a character changes the reading direction of what follows it (it could disguise a name)."""
    return "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
