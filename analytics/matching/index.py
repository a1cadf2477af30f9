"""Names of ROR's organisations by country, so that a listed name meets only names of its own country."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from analytics.matching.names import forms, is_acronym, normalised
from analytics.matching.ror_file import RorRecord, read_ror


class RorIndex:
    """Organisations of some countries: by id, by compared name, and (never deciding) by acronym."""

    def __init__(self, records: Iterable[RorRecord]) -> None:
        self.records: dict[str, RorRecord] = {}
        self.by_name: dict[str, dict[str, list[str]]] = {}
        self.by_name_and_parent: dict[str, dict[str, list[str]]] = {}
        self.by_acronym: dict[str, dict[str, list[str]]] = {}
        for record in records:
            self.records[record.ror_id] = record
            for country, country_name in record.countries:
                self._enter(record, country, country_name)

    def _enter(self, record: RorRecord, country: str, country_name: str) -> None:
        names, acronyms = self.by_name.setdefault(country, {}), self.by_acronym.setdefault(country, {})
        for name in record.names:
            target = acronyms if is_acronym(name) else names
            for form in forms(name, country_name):
                _append(target, form, record.ror_id)
                if target is names:
                    for whole in _with_parent(form, record.parents):
                        _append(self.by_name_and_parent.setdefault(country, {}), whole, record.ror_id)
        for name in record.acronyms:
            if form := normalised(name):
                _append(acronyms, form, record.ror_id)

    def named(self, country: str, form: str) -> list[RorRecord]:
        """Organisations of ``country`` one of whose names has this compared form, alone or beside a parent's name."""
        tables = (self.by_name.get(country, {}), self.by_name_and_parent.get(country, {}))
        return [self.records[found] for found in dict.fromkeys(one for table in tables for one in table.get(form, []))]

    def abbreviated(self, country: str, form: str) -> list[RorRecord]:
        """Organisations of ``country`` with this acronym."""
        return [self.records[found] for found in self.by_acronym.get(country, {}).get(form, [])]


def _with_parent(form: str, parents: Iterable[str]) -> list[str]:
    """How lists print an institute with what it belongs to: "Academy – Institute", "Institute (of the) Academy"."""
    pairs = [(form, normalised(parent)) for parent in parents]
    return [whole for name, of in pairs for whole in (f"{of} {name}", f"{name} {of}", f"{name} of {of}")]


def _append(target: dict[str, list[str]], form: str, ror_id: str) -> None:
    ids = target.setdefault(form, [])
    if ror_id not in ids:
        ids.append(ror_id)


def index_of(path: Path, countries: set[str]) -> RorIndex:
    """The organisations of ``countries`` in the dump ``path``, with the successors they name elsewhere in the world.

    One pass: what is kept grows with those countries, not with the file.
    """
    closed = {"withdrawn", "inactive"}
    return RorIndex(
        record
        for record in read_ror(path)
        if record.status in closed or any(country in countries for country, _ in record.countries)
    )
