"""What a newly read edition changes in a list, and the rows of the list that follow from it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from analytics.lists.entries import Entry
from analytics.matching.names import normalised

Row = dict[str, Any]


@dataclass
class Changes:
    """Bodies by what happens to them; ``entry_of`` gives what the new edition says of each body it holds.

    ``renamed`` are (old name, new name, country), ``moved`` (name, old country, new country): a body in another
    country is another body, so its old listing ends and a new one begins.
    """

    added: list[Entry] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    renamed: list[tuple[str, str, str]] = field(default_factory=list)
    moved: list[tuple[str, str, str]] = field(default_factory=list)
    back: list[Entry] = field(default_factory=list)
    entry_of: dict[str, Entry] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any((self.added, self.gone, self.renamed, self.moved, self.back))


def slug(text: str) -> str:
    """``text`` as the last part of a listing id: a–z, 0–9 and hyphens, or other letters where it has no Latin ones."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    latin = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")
    return (latin or re.sub(r"[\W_]+", "-", text.casefold()).strip("-"))[:100].strip("-")


def compare(list_id: str, rows: Iterable[Row], aliases: Iterable[Row], entries: Iterable[Entry]) -> Changes:
    """Hold a new edition against the rows of ``entries.csv`` and ``aliases.csv``; the newest interval of a body counts.

    A body is the same by the lasting id of its source, else by its name, else by a former name among its aliases.
    """
    newest: dict[str, Row] = {row["listing_id"].partition("@")[0]: row for row in rows}
    changes = Changes()
    printed = list(entries)
    known = _Known(list_id, newest, aliases, printed)
    for entry in printed:
        body_id = known.body_of(entry)
        if body_id in changes.entry_of:  # the same body twice in one file: its names are joined
            changes.entry_of[body_id] = joined(changes.entry_of[body_id], entry)
            continue
        changes.entry_of[body_id] = entry
        old = newest.get(body_id)
        if old is None:
            changes.added.append(entry)
            if moved_from := known.elsewhere(entry):
                changes.moved.append((entry.name, moved_from, entry.country_code))
        elif old.get("last_edition"):
            changes.back.append(entry)
        elif old["name_as_listed"] != entry.name:
            changes.renamed.append((old["name_as_listed"], entry.name, entry.country_code))
    changes.gone = [row for key, row in newest.items() if key not in changes.entry_of and not row.get("last_edition")]
    return changes


def joined(first: Entry, second: Entry) -> Entry:
    """One entry with the names of both and the earlier of their dates; nothing else of the second is kept."""
    names = dict([*second.aliases, (second.name, "name"), *first.aliases])
    names.pop(first.name, None)
    starts = [start for start in (first.listed_from, second.listed_from) if start]
    both = len(starts) == 2
    return Entry(
        **{
            **vars(first),
            "aliases": tuple(sorted(names.items())),
            "listed_from": min(starts) if both else first.listed_from,
            "listed_until": first.listed_until if both or not second.listed_until else None,
        }
    )


class _Known:
    """The bodies of a list, and which of them an entry of a new edition is."""

    def __init__(self, list_id: str, newest: dict[str, Row], aliases: Iterable[Row], entries: Iterable[Entry]) -> None:
        self.list_id = list_id
        self.country_of = {body_id: str(row["country_code"]) for body_id, row in newest.items()}
        self.name_of = {body_id: normalised(row["name_as_listed"]) for body_id, row in newest.items()}
        self.by_name: dict[tuple[str, str], str] = {}
        for alias in aliases:
            body_id = alias["listing_id"].partition("@")[0]
            if alias["kind"] == "former" and body_id in newest:
                self.by_name.setdefault((normalised(alias["alias"]), self.country_of[body_id]), body_id)
        for body_id, row in newest.items():
            self.by_name[(normalised(row["name_as_listed"]), row["country_code"])] = body_id
        self.countries: dict[str, str] = dict(self.by_name.keys())
        self.printed = {(normalised(entry.name), entry.country_code) for entry in entries}

    def body_of(self, entry: Entry) -> str:
        name, country = normalised(entry.name), entry.country_code
        if not entry.source_id:
            if found := self.by_name.get((name, country)):
                return found
            for alias, _ in entry.aliases:
                key = (normalised(alias), country)
                # A body the file prints as well under this name is not the one that was renamed.
                if key[0] and key not in self.printed and key in self.by_name:
                    return self.by_name.pop(key)
        plain = f"{self.list_id}/{slug(entry.source_id or entry.name)}"
        # Names in two scripts, or very long ones, can come down to one id without being one name.
        if not entry.source_id and self.name_of.get(plain, name) != name:
            plain = f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
        body_id = plain if self.country_of.get(plain, country) == country else f"{plain}-{country.lower()}"
        self.country_of.setdefault(body_id, country)
        self.name_of.setdefault(body_id, name)
        return body_id

    def elsewhere(self, entry: Entry) -> str:
        country = self.countries.get(normalised(entry.name), entry.country_code)
        return country if country != entry.country_code else ""
