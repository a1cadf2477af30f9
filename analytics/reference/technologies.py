"""The taxonomy: one TOML file per critical technology; a user's own file adds one or replaces a shipped one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from analytics.reference.documents import Document, read_document
from analytics.reference.official_lists import Items, read_official
from analytics.reference.roots import find

Records = dict[str, list[dict[str, Any]]]

_TECHNOLOGY = {
    "name": str,
    "group": str,
    "definition": str,
    "topics": list,
    "official": list,
    "phrases": dict,
}
_OPTIONAL = {"notes": str, "replaces": bool}
_TOPIC = {"id": str, "role": str, "name": str}
_OFFICIAL = {"list": str, "code": str, "name": str}
_PHRASES = {"include": list, "exclude": list}

TECHNOLOGIES = "taxonomies/technologies/*.toml"
PREFIX_FLOOR = 5  # Phrases of fewer characters match whole words only; see data/taxonomies/README.md.


def normalise(text: str) -> str:
    """Lower case, every run of characters outside a-z and 0-9 one space: the form phrases are matched in."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def read_technologies(roots: list[Path]) -> Records:
    """Records of the four ``ref_technology`` tables from ``taxonomies/`` of every root.

    Raises ReferenceError (file and line) for a rule broken, also for a second file of one id without ``replaces``.
    """
    items = read_official(roots)
    made: Records = {
        "ref_technology": [],
        "ref_technology_phrase": [],
        "ref_technology_topic": [],
        "ref_technology_official": [],
    }
    for technology_id, document in technology_documents(find(roots, TECHNOLOGIES)).items():
        for table, records in _technology(document, items).items():
            made[table] += [{"technology_id": technology_id, **record} for record in records]
    return made


def technology_documents(paths: Iterable[Path]) -> dict[str, Document]:
    """Technology id → the file that counts: the last of that name, where each later one says ``replaces = true``."""
    found: dict[str, Document] = {}
    for path in paths:
        document = read_document(path, _TECHNOLOGY, _OPTIONAL)
        replaces = document.values.get("replaces", False)
        if path.stem in found and not replaces:
            raise document.error(
                f"the technology '{path.stem}' already stands in {found[path.stem].path}; "
                "a file that is to stand in its place says replaces = true."
            )
        if replaces and path.stem not in found:
            raise document.error(f"there is no technology '{path.stem}' to replace.", "replaces")
        found[path.stem] = document
    return found


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
    """One word of a text must not count as two phrases: "superconducting qubits" is found by "qubit" already."""
    for phrase in phrases:
        covering = covered_by(phrase, phrases)
        if covering:
            raise document.error(f"the phrase '{phrase}' is already covered by '{covering}'.", phrase)


def covered_by(phrase: str, phrases: list[str]) -> str | None:
    """The first other of ``phrases`` that stands in ``phrase`` at the start of a word; None where none does."""
    text = f" {phrase} "
    needles = {other: f" {other}" if len(other) >= PREFIX_FLOOR else f" {other} " for other in phrases}
    return next((other for other, needle in needles.items() if other != phrase and needle in text), None)


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
