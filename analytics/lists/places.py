"""Countries as official lists print them, brought to ISO 3166-1 alpha-2."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Names that differ from those of countries.csv, as lists of Japan, the United Kingdom and the EU print them.
_OFFICIAL = {
    "islamic republic of iran": "IR",
    "iran islamic republic of": "IR",
    "peoples republic of china": "CN",
    "russian federation": "RU",
    "democratic peoples republic of korea": "KP",
    "korea north": "KP",
    "republic of korea": "KR",
    "korea south": "KR",
    "syrian arab republic": "SY",
    "hong kong sar": "HK",
    "macau": "MO",
    "turkey": "TR",
    "türkiye": "TR",
    "burma": "MM",
    "viet nam": "VN",
    "united arab emirates uae": "AE",
    "uae": "AE",
    "united states of america": "US",
    "usa": "US",
    "czech republic": "CZ",
    "ivory coast": "CI",
    "lao pdr": "LA",
    "state of palestine": "PS",
    "west bank palestinian territories": "PS",
    "republic of belarus": "BY",
    "kyrgyz republic": "KG",
    "republic of moldova": "MD",
}


class Places:
    """Country codes by printed name; ``countries`` are code → name of ``countries.csv``."""

    def __init__(self, countries: Mapping[str, str]) -> None:
        self.codes = set(countries)
        names = {_plain(name): code for code, name in countries.items()}
        self.by_name = {**names, **{name: code for name, code in _OFFICIAL.items() if code in countries}}

    def code(self, printed: str) -> str:
        """The code of a country as printed, alone or beside its name in another script; empty if not known."""
        text = printed.strip()
        if text.upper() in self.codes:
            return text.upper()
        pieces = [text, *re.split(r"[\n()（）/]", text), re.sub(r"[^A-Za-z ,.'-]", " ", text)]
        return next((self.by_name[_plain(piece)] for piece in pieces if _plain(piece) in self.by_name), "")

    def first(self, printed: list[str]) -> str:
        """The first country of several that is known; empty if none is."""
        return next((code for code in map(self.code, printed) if code), "")


def _plain(name: str) -> str:
    words = re.sub(r"[^\w ]", "", name.replace("’", "")).casefold().split()
    return " ".join(word for word in words if word != "the")
