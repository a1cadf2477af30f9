"""Take a new edition of a list into a reference root: a folder of the same shape as those that are shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from analytics.errors import ListChoice
from analytics.lists.changes import Changes, Row, compare
from analytics.lists.decisions import check_list
from analytics.lists.entries import Entry, Incoming
from analytics.lists.writing import csv_text, read_cells, with_columns, write_checked
from analytics.reference.editions import COLUMNS as EDITION_COLUMNS
from analytics.reference.listings import ALIAS_COLUMNS, ENTRY_COLUMNS

_ENTRY = (*ENTRY_COLUMNS, "first_edition", "last_edition", "legal_basis", "source_url")


@dataclass(frozen=True)
class Edition:
    """What is said of the edition at hand; ``about`` are keys of list.toml that the user states."""

    version: str
    published: date
    retrieved: date
    about: Mapping[str, Any]


@dataclass(frozen=True)
class Plan:
    """What would be written: the changes for a preview, and the files; none where this edition was read before."""

    folder: Path
    changes: Changes
    files: dict[str, str]


def plan(folder: Path, old: Mapping[str, Any] | None, incoming: Incoming, edition: Edition) -> Plan:
    """The files of the list in ``folder`` with the new edition; ``old`` is its record of ``ref_list``, if there is one.

    Nothing of an older edition is deleted: what the new one leaves out gets its last edition. Raises ListChoice for
    an edition that is not younger than the newest there.
    """
    _, rows = read_cells(folder / "entries.csv")
    _, aliases = read_cells(folder / "aliases.csv")
    changes = compare(folder.name, rows, aliases, incoming.entries)
    is_younger = old is None or edition.published > old["published"]
    if not is_younger and not changes:
        return Plan(folder, changes, {})
    if old and not is_younger:
        raise ListChoice(
            f"The list '{folder.name}' has an edition of {old['published']}; this one, of {edition.published}, "
            "has to be younger. Give its day with --published."
        )
    entries = _entries(folder.name, rows, changes, incoming, str(old["version"]) if old else "", edition.version)
    new_aliases = _aliases(aliases, rows, changes)
    about = _about(incoming, old, edition, len(entries), is_synthetic=folder.name.startswith("synthetic_"))
    files = {
        "entries.csv": csv_text(with_columns(_ENTRY, entries), entries),
        "aliases.csv": csv_text(ALIAS_COLUMNS, new_aliases),
        "editions.csv": csv_text(*_editions(folder, old, about, incoming)),
        "list.toml": toml_text(about),
    }
    return Plan(folder, changes, files)


def carry_out(planned: Plan, codes: set[str]) -> None:
    """Write a plan once the load checks accept it. Raises DecisionRefused, NotWritten."""
    write_checked(planned.folder, planned.files, lambda copy: check_list(copy, codes))


def _entries(list_id: str, rows: list[Row], changes: Changes, incoming: Incoming, old: str, new: str) -> list[Row]:
    evidence = "synthetic" if list_id.startswith("synthetic_") else incoming.layout.evidence
    gone = {row["listing_id"] for row in changes.gone}
    kept: list[Row] = []
    for row in rows:
        # A row without a first edition is of the newest: from now on that has to be said.
        filled = {**row, "first_edition": row.get("first_edition") or old}
        if row["listing_id"] in gone:
            filled["last_edition"] = old
        entry = changes.entry_of.get(row["listing_id"].partition("@")[0])
        if entry and not filled.get("last_edition"):
            filled["name_as_listed"] = entry.name
        kept.append(filled)
    intervals: dict[str, int] = {}
    open_ones = {row["listing_id"].partition("@")[0] for row in kept if not row.get("last_edition")}
    for row in kept:
        body_id = row["listing_id"].partition("@")[0]
        intervals[body_id] = intervals.get(body_id, 0) + 1
    for body_id, entry in changes.entry_of.items():
        if body_id not in open_ones:
            number = intervals.get(body_id, 0) + 1
            listing_id = body_id if number == 1 else f"{body_id}@{number}"
            kept.append(_entry(listing_id, entry, evidence, new, is_first=number == 1))
    return kept


def _entry(listing_id: str, entry: Entry, evidence: str, version: str, *, is_first: bool) -> Row:
    # The date of a body that came back is that of its first listing in many sources: the edition is certain.
    start = entry.listed_from if is_first else None
    ends = entry.listed_until if start else None
    return {
        "listing_id": listing_id,
        "name_as_listed": entry.name,
        "country_code": entry.country_code,
        "category": entry.category,
        "unit_scope": "whole",
        "listed_from": start.isoformat() if start else "",
        "listed_from_precision": "day" if start else "edition",
        "listed_until": ends.isoformat() if ends else "",
        "evidence": evidence,
        "first_edition": version,
        "last_edition": "",
        "legal_basis": entry.legal_basis,
        "source_url": entry.source_url,
    }


def _aliases(old: list[Row], rows: list[Row], changes: Changes) -> list[Row]:
    """Aliases of the new edition, those of bodies it leaves out, and the names that bodies had before."""
    before = {row["listing_id"].partition("@")[0]: row["name_as_listed"] for row in rows}
    made: dict[tuple[str, str], str] = {}
    for alias in old:
        body_id = alias["listing_id"].partition("@")[0]
        # What a person typed as former or weak stays, whatever the new file prints.
        if body_id not in changes.entry_of or alias["kind"] != "name":
            made[(alias["listing_id"], alias["alias"])] = alias["kind"]
    for body_id, entry in changes.entry_of.items():
        if before.get(body_id, entry.name) != entry.name:
            made[(body_id, before[body_id])] = "former"
        for name, kind in entry.aliases:
            made.setdefault((body_id, name), kind)
    return [{"listing_id": key, "alias": name, "kind": kind} for (key, name), kind in sorted(made.items())]


def _about(
    incoming: Incoming, old: Mapping[str, Any] | None, edition: Edition, rows: int, *, is_synthetic: bool
) -> Row:
    default = {"licence": "Not stated: downloaded by the user; not to be passed on.", **incoming.layout.about}
    keys = ("title", "issuer", "jurisdiction", "force", "legal_basis", "source_url", "licence")
    kept = {key: old[key] for key in (*keys, "redistributable")} if old else {**default, "redistributable": False}
    made = {
        **{key: kept[key] for key in keys},
        "version": edition.version,
        "published": edition.published,
        "retrieved": edition.retrieved,
        "redistributable": kept["redistributable"],
        **edition.about,
        "rows_min": rows,
        "rows_max": rows,
        "maintenance": [f"Download the file anew ({incoming.layout.title}) and run 'aperture lists add' on it."],
    }
    return {**made, "is_synthetic": True} if is_synthetic else made


def _editions(
    folder: Path, old: Mapping[str, Any] | None, about: Row, incoming: Incoming
) -> tuple[list[str], list[Row]]:
    columns, rows = read_cells(folder / "editions.csv")
    evidence = "synthetic" if "is_synthetic" in about else incoming.layout.evidence
    if old and not rows:
        rows = [_edition_row(old, evidence)]
    if not rows or rows[-1]["edition"] != about["version"]:
        rows.append(_edition_row(about, evidence))
    return with_columns(columns or EDITION_COLUMNS, rows), rows


def _edition_row(about: Mapping[str, Any], evidence: str) -> Row:
    return {
        "edition": about["version"],
        "published": about["published"].isoformat(),
        "published_precision": "day",
        "source_url": about["source_url"],
        "retrieved": about["retrieved"].isoformat(),
        "rows": "",
        "evidence": evidence,
    }


def toml_text(values: Mapping[str, Any]) -> str:
    """``values`` (texts, numbers, truth values, dates, lists of texts) as TOML."""
    return "".join(f"{key} = {_toml(value)}\n" for key, value in values.items())


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else " " for c in escaped) + '"'
