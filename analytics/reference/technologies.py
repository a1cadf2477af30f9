"""The taxonomy: one TOML file per critical technology, and the official lists they refer to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from analytics.reference.documents import Document, read_document, read_tables
from analytics.reference.roots import find

Records = dict[str, list[dict[str, Any]]]
Items = dict[tuple[str, str], dict[str, str]]

_TECHNOLOGY = {
    "name": str,
    "group": str,
    "definition": str,
    "topics": list,
    "official": list,
    "phrases": dict,
}
_TOPIC = {"id": str, "role": str, "name": str}
_OFFICIAL = {"list": str, "code": str, "name": str}
_PHRASES = {"include": list, "exclude": list}
_LIST = {"title": str, "date": str, "reference": str, "source_url": str, "note": str, "items": list}
_ITEM = {"code": str, "name": str, "provenance": str}

PREFIX_FLOOR = 5  # Phrases of fewer characters match whole words only; see data/taxonomies/README.md.


def normalise(text: str) -> str:
    """Lower case, every run of characters outside a-z and 0-9 one space: the form phrases are matched in."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def read_technologies(roots: list[Path]) -> Records:
    """Records of the four ``ref_technology`` tables from ``taxonomies/`` of every root."""
    items = _read_official(roots)
    found: dict[str, Path] = {}
    made: Records = {
        "ref_technology": [],
        "ref_technology_phrase": [],
        "ref_technology_topic": [],
        "ref_technology_official": [],
    }
    for path in find(roots, "taxonomies/technologies/*.toml"):
        document = read_document(path, _TECHNOLOGY)
        if path.stem in found:
            raise document.error(f"the technology '{path.stem}' already stands in {found[path.stem]}.")
        found[path.stem] = path
        for table, records in _technology(document, items).items():
            made[table] += [{"technology_id": path.stem, **record} for record in records]
    return made


def _technology(document: Document, items: Items) -> Records:
    named = {"technology_name": document["name"], "group_name": document["group"]}
    return {
        "ref_technology": [{**named, "definition": document["definition"]}],
        "ref_technology_phrase": _phrases(document),
        "ref_technology_topic": _topics(document),
        "ref_technology_official": [_official(document, entry, items) for entry in document["official"]],
    }


def _phrases(document: Document) -> list[dict[str, Any]]:
    document.check(document["phrases"], _PHRASES, {})
    records: list[dict[str, Any]] = []
    for kind, phrases in document["phrases"].items():
        for phrase in phrases:
            if not isinstance(phrase, str) or not phrase or normalise(phrase) != phrase:
                raise document.error(f"the phrase '{phrase}' is not normalised.", str(phrase))
            if any(record["phrase"] == phrase for record in records):
                raise document.error(f"the phrase '{phrase}' stands here more than once.", phrase)
            records.append({"phrase": phrase, "kind": kind})
        _refuse_covered(document, phrases)
    return records


def _refuse_covered(document: Document, phrases: list[str]) -> None:
    """One word of a text must not count as two phrases: "qubits" is found by "qubit" already."""
    starts = tuple(phrase for phrase in phrases if len(phrase) >= PREFIX_FLOOR)
    for phrase in phrases:
        for start in starts:
            if phrase != start and phrase.startswith(start):
                raise document.error(f"the phrase '{phrase}' is already covered by '{start}'.", phrase)


def _topics(document: Document) -> list[dict[str, Any]]:
    records: dict[str, dict[str, Any]] = {}
    for topic in document["topics"]:
        document.check(topic, _TOPIC, {})
        identifier, role = topic["id"], topic["role"]
        if not re.fullmatch(r"T[0-9]{5}", identifier) or role not in ("core", "adjacent"):
            raise document.error(f"'{identifier}' with role '{role}' is not a topic of a role.", identifier)
        if identifier in records:
            raise document.error(f"the topic '{identifier}' stands here more than once.", identifier)
        records[identifier] = {"topic_id": identifier, "role": role}
    return list(records.values())


def _official(document: Document, entry: dict[str, Any], items: Items) -> dict[str, Any]:
    document.check(entry, _OFFICIAL, {})
    item = items.get((entry["list"], entry["code"]))
    if item is None or item["item_name"] != entry["name"]:
        raise document.error(
            f"'{entry['name']}' is not item {entry['code']} of the official list {entry['list']}.",
            entry["code"],
        )
    return item


def _read_official(roots: list[Path]) -> Items:
    items: Items = {}
    for path in find(roots, "taxonomies/official_lists.toml"):
        document = read_tables(path)
        for code, listed in document.values.items():
            document.check(listed, _LIST, {})
            for item in listed["items"]:
                items[code, item.get("code", "")] = _item(document, code, item)
    return items


def _item(document: Document, list_code: str, item: dict[str, Any]) -> dict[str, str]:
    document.check(item, _ITEM, {})
    if item["provenance"] not in ("verified", "recalled"):
        raise document.error(f"item {item['code']} is neither verified nor recalled.", item["code"])
    return {
        "list_code": list_code,
        "item_code": item["code"],
        "item_name": item["name"],
        "provenance": item["provenance"],
    }
