"""Risk profiles: a dated choice of lists, countries and country groups, one TOML file each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from analytics.reference.documents import Document, read_document
from analytics.reference.roots import find

Records = dict[str, list[dict[str, Any]]]
Period = tuple[date, date]

_REQUIRED = {
    "title": str,
    "version": str,
    "source_url": str,
    "description": str,
    "hk_mo": str,
    "lists": list,
    "countries": list,
    "country_groups": list,
}


def read_profiles(roots: list[Path], list_ids: set[str], codes: set[str], groups: list[dict[str, Any]]) -> Records:
    """Records of the three ``ref_profile`` tables; the file name is the profile's id.

    Raises ReferenceError for a list, a group or a country that no file of the roots defines.
    """
    made: Records = {"ref_profile": [], "ref_profile_list": [], "ref_profile_country": []}
    found: dict[str, Path] = {}
    for path in find(roots, "profiles/*.toml"):
        document = read_document(path, _REQUIRED, {"is_synthetic": bool})
        if path.stem in found:
            raise document.error(f"the profile '{path.stem}' already stands in {found[path.stem]}.")
        found[path.stem] = path
        _refuse_unknown(document, "lists", list_ids)
        _refuse_unknown(document, "countries", codes)
        _refuse_unknown(document, "country_groups", {group["group_id"] for group in groups})
        for table, records in _profile(document, groups).items():
            made[table] += [{"profile_id": path.stem, **record} for record in records]
    return made


def _refuse_unknown(document: Document, key: str, known: set[str]) -> None:
    for name in document[key]:
        if not isinstance(name, str) or name not in known:
            raise document.error(f"'{name}' under '{key}' is not known.", str(name))
    if len(set(document[key])) < len(document[key]):
        raise document.error(f"'{key}' names something twice.", key)


def _profile(document: Document, groups: list[dict[str, Any]]) -> Records:
    about = {key: document[key] for key in ("title", "version", "source_url", "description")}
    about["hk_mo"] = document.one_of("hk_mo", ("own", "as_cn"))
    about["is_synthetic"] = document.values.get("is_synthetic", False)
    if not document["lists"] and not document["countries"] and not document["country_groups"]:
        raise document.error("the profile names no list, no country and no country group.", "lists")
    return {
        "ref_profile": [about],
        "ref_profile_list": [{"list_id": name} for name in document["lists"]],
        "ref_profile_country": _countries(document, groups),
    }


def _countries(document: Document, groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Members with their dates; where two groups share a country, overlapping periods become one."""
    periods: dict[str, list[Period]] = {code: [(date.min, date.max)] for code in document["countries"]}
    for member in groups:
        if member["group_id"] in document["country_groups"]:
            period = (member["valid_from"] or date.min, member["valid_until"] or date.max)
            periods.setdefault(member["country_code"], []).append(period)
    return [
        {
            "country_code": code,
            "valid_from": None if start == date.min else start,
            "valid_until": None if end == date.max else end,
        }
        for code, spans in periods.items()
        for start, end in _merged(spans)
    ]


def _merged(spans: Iterable[Period]) -> list[Period]:
    merged: list[Period] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
