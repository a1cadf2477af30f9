"""The form in which names of institutions are compared: equal here means equal but for spelling conventions."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Legal forms and the prefixes of Russian state bodies: they say how a body is owned, not which one it is.
_PREFIXES = (
    "federal state budgetary institution of science",
    "federal state budgetary educational institution of higher education",
    "federal state autonomous educational institution of higher education",
    "federal state unitary enterprise",
    "federal state enterprise",
    "federal state budgetary institution",
    "federal state institution",
    "public joint stock company",
    "open joint stock company",
    "closed joint stock company",
    "joint stock company",
    "limited liability company",
    *("fgup", "fsue", "fgbu", "fgbun", "jsc", "ojsc", "pjsc", "cjsc", "pao", "oao", "zao", "ooo"),
)
_SUFFIXES = (
    "public joint stock company",
    "joint stock company",
    "limited liability company",
    *("co ltd", "co limited", "company limited", "pty ltd", "pvt ltd", "private limited", "s a", "s p a", "l l c"),
    *("ltd", "limited", "co", "company", "corp", "inc", "incorporated", "llc", "llp", "plc", "gmbh", "ag", "sa"),
    *("spa", "srl", "bv", "nv", "oy", "ab", "jsc", "ojsc", "pjsc", "cjsc", "pao", "oao", "zao", "ooo"),
)
_IN_BRACKETS = re.compile(r"\s*[(（\[]([^()（）\[\]]*)[)）\]]\s*$")
# An apostrophe stands inside a word (Xi'an); every other mark stands between words.
_COMPANY = re.compile(r"\b(company|ltd|limited|co|corp|inc|llc|plc|gmbh|jsc|ojsc|pjsc|cjsc|pao|oao|zao|ooo)\b")
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_LONGEST_ACRONYM = 10


@lru_cache(maxsize=200_000)
def normalised(name: str) -> str:
    """``name`` in lower case without accents, punctuation, "the" and legal forms; "&" reads "and".

    Scripts other than Latin are kept. A name that is nothing but a legal form gives the empty text, which
    equals no name.
    """
    folded = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name).replace("&", " and ").casefold())
    kept = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    words = " ".join(word for word in kept.split() if word != "the")
    return _without_legal_form(words)


def _without_legal_form(words: str) -> str:
    if words in _PREFIXES or words in _SUFFIXES:
        return ""
    for prefix in _PREFIXES:
        if words.startswith(f"{prefix} "):
            return _without_legal_form(words[len(prefix) + 1 :])
    for suffix in _SUFFIXES:
        if words.endswith(f" {suffix}"):
            return _without_legal_form(words[: -len(suffix) - 1])
    return words


def forms(name: str, country_name: str = "") -> list[str]:
    """The compared forms of ``name``: whole, and without closing brackets that add no distinction.

    Such brackets hold an acronym ("… of Technology (SUT)"), the name in another script, or the country that ROR
    appends to the names of companies.
    """
    found = [normalised(name)]
    while (match := _IN_BRACKETS.search(name)) and _adds_nothing(match.group(1), country_name):
        name = name[: match.start()]
        found.append(normalised(name))
    return [form for form in dict.fromkeys(found) if form]


def names_a_company(name: str) -> bool:
    """Whether ``name`` carries the legal form of a company, which can be all that tells it from an institute."""
    return bool(_COMPANY.search(" ".join(re.sub(r"\W", " ", name.casefold()).split())))


def parts(name: str) -> list[str]:
    """Pieces of a name that prints its parent beside it ("Academy – Institute of Physics"): for suggestions only."""
    pieces = [piece.strip() for piece in re.split(r"\s+[-–—]\s+|—|,\s+", name)]
    return [piece for piece in pieces if len(piece.split()) > 2 and piece != name]


def _adds_nothing(inside: str, country_name: str) -> bool:
    letters = [c for c in inside if c.isalpha()]
    is_other_script = bool(letters) and not any("LATIN" in unicodedata.name(c, "") for c in letters)
    is_country = bool(country_name) and inside.strip().casefold() == country_name.casefold()
    return is_acronym(inside) or is_other_script or is_country


def is_acronym(name: str) -> bool:
    """Whether ``name`` is one short word of Latin capitals ("HIT", "VNIIEF", "NSCC-GZ"): acronyms collide."""
    plain = re.sub(r"[^\w]", "", name)
    is_one_word = len(name.split()) == 1
    return is_one_word and 1 < len(plain) <= _LONGEST_ACRONYM and plain.isascii() and sum(map(str.isupper, plain)) > 1
