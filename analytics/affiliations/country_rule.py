"""The country of a raw affiliation string, where its end says so for certain; None everywhere else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from analytics.affiliations.words import cleaned, segments, unglued, words

WHOLE = ("segment", "city")
"""Kinds of alias that have to be a part of the address of their own."""
_LONGEST = 9
# Two addresses in one string stand apart like this.
_APART = re.compile(
    r"(?i)[;\n]|\s(?:and|&|et|und|y)\s|\b(?:present|current|permanent|new) address\b|\bnow at\b|\bon leave\b"
)
_ELSEWHERE = {
    "embassy",
    "ambassade",
    "embajada",
    "embaixada",
    "botschaft",
    "consulate",
    "mission",
    "delegation",
    "friends",
}
_TIES = {"of", "de", "du", "del", "della", "di", "do", "da", "des", "the", "la", "le", "for", "in", "a", "and", "von"}
_LEFT_OVER = {"and", "the", "et", "und", "y", "e", "cedex"}
# "…, Tunisia Institut …": a country with the next address right behind it.
_BEGINS = re.compile(
    r"\d|dep(?:t$|artment)|inst(?:$|itu)|lab(?:$|orat)|faculty|school|univ(?:$|ersi)|cent(?:er|re)|division"
)
_FOOT_NOTE = re.compile(r"^([^\W\d]{3,})\d{1,2}$")
_NUMBERED = re.compile(r"[a-z]{3,}\d{1,2}")
_ZIP = r"\W{1,3}(\d{5})(?:-?\d{4})?\W*$"


@dataclass(frozen=True)
class Alias:
    """One row of `ref_country_alias`; ``country_code`` is empty where the words stand for no country."""

    country_code: str
    alias: str
    kind: str
    part_of: str = ""
    only_with: str = ""
    not_with: str = ""
    postal: str = ""

    def fits(self, said: str) -> bool:
        """Whether a string of the words ``said`` (with a blank at both ends) has what the alias asks for."""
        needed, barred = self.needed, self._barred
        return (not needed or any(word in said for word in needed)) and not any(word in said for word in barred)

    @cached_property
    def needed(self) -> list[str]:
        """Words with a blank at both ends, of which one has to stand in the string."""
        return _phrases(self.only_with)

    @cached_property
    def _barred(self) -> list[str]:
        return _phrases(self.not_with)


def _phrases(cell: str) -> list[str]:
    return [f" {' '.join(words(phrase))} " for phrase in cell.split("|") if phrase]


class CountryRule:
    """Built once from the rows of `ref_country_alias`, then asked string by string."""

    def __init__(self, rows: Iterable[Mapping[str, str | None]]) -> None:
        self._named: dict[str, list[Alias]] = defaultdict(list)
        self._codes: dict[str, list[Alias]] = defaultdict(list)
        self._others: dict[str, list[tuple[re.Pattern[str], Alias]]] = defaultdict(list)
        for row in rows:
            alias = Alias(*(row[column] or "" for column in COLUMNS))
            if alias.kind in ("post_code", "overseas"):
                pattern = re.compile(rf"(?<![\w-])(?:{alias.postal})(?![\w-])")
                self._others[alias.kind].append((pattern, alias))
            elif alias.kind == "state_code":
                self._codes[alias.alias].append(alias)
            else:
                self._named[" ".join(words(alias.alias))].append(alias)

    def country_of(self, affiliation_string: str | None) -> str | None:
        """ISO 3166-1 alpha-2 code, or None where the string does not say for certain, or says two."""
        text = cleaned(affiliation_string or "")
        found = self._ending(text)
        if found is None:
            return None
        pieces = _APART.split(text)
        apart = {self._ending(piece) for piece in pieces if piece} - {None, found} if len(pieces) > 1 else set()
        return self._settled(found, {code for code in apart if code}, text)

    def _ending(self, text: str) -> str | None:
        """The country that the last part of one address says."""
        parts = _without_codes(segments(text))
        if not parts or _ELSEWHERE & set(words(parts[-1])):
            return None
        said = f" {' '.join(words(text))} "
        alias = self._name(parts, said)
        if alias is None and (split := unglued(parts[-1])) != parts[-1]:
            alias = self._name([split], said)
        if alias is None:
            return self._state_code(" , ".join(segments(text)[-3:])) or self._post_code(segments(text)[-2:])
        return alias.country_code or None

    def _name(self, parts: Sequence[str], said: str) -> Alias | None:
        """The longest alias that the last parts end with."""
        pieces = [*(words(part) for part in parts[-3:-1]), _bare(parts[-1])]
        flat = [word for piece in pieces for word in piece]
        starts, at = set(), 0
        for piece in pieces:
            starts.add(at)
            at += len(piece)
        last = len(flat) - len(pieces[-1])
        for start in range(max(0, len(flat) - _LONGEST), len(flat)):
            for alias in self._named.get(" ".join(flat[start:]), ()):
                stands = start in starts or (start > last and self._may_follow(alias, flat[last:start]))
                if stands and alias.fits(said):
                    return alias
        return None

    @staticmethod
    def _may_follow(alias: Alias, before: Sequence[str]) -> bool:
        """Whether the alias may stand behind these words of its own part: a city may behind a post code."""
        if alias.kind in WHOLE:
            return all(word.isdigit() or (len(word) < 3 and word not in _TIES) for word in before)
        return alias.kind != "state" or before[-1] not in _TIES

    def _state_code(self, tail: str) -> str | None:
        """A state of the US before a ZIP code of that state, or after a city of that state."""
        match = re.search(rf"\b([A-Z]{{2}}){_ZIP}", tail)
        if match:
            fitting = [a for a in self._codes[match[1]] if a.postal and re.match(a.postal, match[2])]
            return fitting[0].country_code if fitting else None
        match = re.search(r"^(.*?)\W+([A-Z]{2,3})\W*$", tail)
        if match:
            before = f" {' '.join(words(match[1]))} "
            fitting = [a for a in self._codes[match[2]] if any(before.endswith(p) for p in a.needed)]
            return fitting[0].country_code if fitting else None
        return None

    def _post_code(self, parts: Sequence[str]) -> str | None:
        found = {alias.country_code for pattern, alias in self._others["post_code"] for p in parts if pattern.search(p)}
        return found.pop() if len(found) == 1 else None

    def _settled(self, found: str, apart: set[str], text: str) -> str | None:
        """``found``, or the territory of it that the string names, or None where another country is named too."""
        said = f" {' '.join(words(text))} "
        parts = [_bare(part) for part in segments(text)]
        parts += [part[:at] for part in parts for at in (1, 2, 3) if len(part) > at and _BEGINS.match(part[at])]
        named = [alias for part in parts for alias in self._named.get(" ".join(part), ()) if alias.country_code]
        inside = {a.country_code for a in named if a.part_of == found and a.kind != "state"} | {
            a.country_code for p, a in self._others["overseas"] if a.part_of == found and p.search(text)
        }
        sure = ("name",) if found == "US" else ("name", "segment")
        others = {alias.country_code for alias in named if alias.kind in sure and alias.fits(said)} - inside
        whole = self._whole_of.get(found, "")
        if apart - {found} or others - {found, whole}:
            return None
        if inside:
            return inside.pop() if len(inside) == 1 else None
        mentioned = [(name.split(), code) for name, code in self._inside.get(found, ()) if f" {name} " in said]
        ends = {code for name, code in mentioned for part in parts if _ends(part, name)}
        if len(ends) == 1:
            return ends.pop()
        return None if mentioned else found

    @cached_property
    def _whole_of(self) -> dict[str, str]:
        return {a.country_code: a.part_of for found in self._named.values() for a in found if a.part_of}

    @cached_property
    def _inside(self) -> dict[str, set[tuple[str, str]]]:
        """Country → names and codes of its territories that have codes of their own."""
        inside = defaultdict(set)
        for name, found in self._named.items():
            for alias in found:
                # "Republic of China" ends like the name of the whole: it says nothing where it stands before more.
                is_plain = " " not in name or name.split()[-1] not in self._named
                if alias.part_of and alias.kind == "name" and is_plain:
                    inside[alias.part_of].add((name, alias.country_code))
        return inside


COLUMNS = ("country_code", "alias", "kind", "part_of", "only_with", "not_with", "postal")


def _ends(part: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a part of an address ends with ``name`` and does not say "of" it: "Shatin Hong Kong"."""
    before = part[: -len(name)]
    return list(part[len(before) :]) == list(name) and not (before and before[-1] in _TIES)


def _without_codes(parts: Sequence[str]) -> Sequence[str]:
    """``parts`` without those at the end that are numbers or single letters only."""
    while parts and not _bare(parts[-1]):
        parts = parts[:-1]
    return parts


@lru_cache(maxsize=8192)
def _bare(part: str) -> tuple[str, ...]:
    """Words without numbers, codes and words of joining at both ends; a foot-note number goes from the last one."""
    tokens = words(part)
    first, end = 0, len(tokens)
    while end > first and (_is_code(tokens[end - 1]) or tokens[end - 1] in _LEFT_OVER - {"cedex"}):
        end -= 1
    while first < end and (_is_code(tokens[first]) or tokens[first] in _LEFT_OVER):
        first += 1
    kept = tokens[first:end]
    return (*kept[:-1], _FOOT_NOTE.sub(r"\1", kept[-1])) if kept else ()


def _is_code(word: str) -> bool:
    if word.isalpha():
        return len(word) == 1 and word.isascii()
    has_digit = any(c.isdigit() for c in word)
    if not word.isascii() and not has_digit:
        return False
    return len(word) == 1 or (has_digit and not _NUMBERED.fullmatch(word))
