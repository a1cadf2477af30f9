"""A raw affiliation string as segments of plain words: marks of the web, addresses of persons and codes taken off."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

# Written by some crawlers in place of a tab and a new line.
_MARKS = re.compile(r"#(?:TAB|N|R)#|<[^>]{1,60}>|\[email.protected\]|[\u200b\ufeff\u00ad]")
# From here on a string is about reaching somebody, not about where they work.
_CONTACT = re.compile(
    r"(?i)\(?\b(?:electronic (?:mail|address)|corresponding author|correspondence|correspond[ae]nt|e-?mails?\b(?! to)"
    r"|orcid|\(?deceased|https?:|www\.|(?:tele?phone|phone|tel|fax|facsimile)\s*[.:(+\d])"
)
_MAIL = re.compile(r"[({\[<]?[^\s,;:()\[\]{}<>]*@[^\s,;()\[\]{}<>]+[)}\]>]?")
# "(K.S., T.T.)", "(A.B.C.)": who of the authors is meant.
_INITIALS = re.compile(
    r"\((?!(?:[UE]\.?\s?S\.?|U\.?\s?K\.?|P\.?\s?R\.?|R\.?\s?O\.?|U\.?\s?A\.?\s?E\.?)[^,;&]*\))"
    r"(?:[A-Z]\.[A-Z.\s–-]*|[A-Z]{1,4}(?:\s*(?:,|;|&|and)\s*[A-Z.–-]{1,6})+)(?:\s*(?:,|;|&|and)\s*[A-Z.\s–-]{1,9})*\)\W*$"
)
_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.\s?){1,5}[^\W\d_]\b\.?", re.UNICODE)
_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W_]+")
_LATIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d"})
_SEGMENT = re.compile(r"\s[-–—]\s|[,;:()\[\]{}|/\\\n•·–—*†‡§¶_]+|\.(?=\s[A-Z0-9])")


def cleaned(text: str) -> str:
    """``text`` without what stands behind the address: marks, mail, telephone, initials of authors."""
    text = _MARKS.sub(" , ", html.unescape(text))
    contact = _CONTACT.search(text)
    if contact and contact.start() > 0:
        text = text[: contact.start()]
    if "@" in text:
        text = _MAIL.sub(" ", text)
    return _INITIALS.sub("", text.strip()).strip()


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """Words in small letters without accents; dotted abbreviations are one word: "P. R. China" → pr, china."""
    plain = _without_dots(text.replace("’", "'").replace("´", "'"))
    if not plain.isascii():
        # Accents of Latin letters go; marks of other scripts are part of their letters.
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not "\u0300" <= c <= "\u036f")
        plain = plain.casefold().translate(_LATIN)
    return tuple(_WORD.findall(plain.casefold().replace("'s ", "s ").replace("'", " ")))


def _without_dots(text: str) -> str:
    return _ABBREVIATION.sub(_joined, text) if "." in text else text


def _joined(match: re.Match[str]) -> str:
    return re.sub(r"[.\s]", "", match.group()) + " "


def unglued(text: str) -> str:
    """``text`` with a blank where a new word begins in the middle of one: "…of MedicineSeoulKorea"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z][a-z]|USA$|UK$)", " ", text)


@lru_cache(maxsize=8192)
def segments(text: str) -> tuple[str, ...]:
    """The parts of an address between its marks, those without a letter or digit left out."""
    found = (part.strip(" .") for part in _SEGMENT.split(_without_dots(text)))
    return tuple(part for part in found if _LETTER.search(part))
