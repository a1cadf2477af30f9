"""Risk profiles: a dated choice of lists, countries and country groups, one TOML file each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics.reference.countries import EVIDENCE
from analytics.reference.documents import Document, read_document
from analytics.reference.members import member_countries, refuse_unknown
from analytics.reference.roots import find

Records = dict[str, list[dict[str, Any]]]

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


_OPTIONAL = {"is_synthetic": bool, "evidence": str, "trust_set": str}


@dataclass(frozen=True)
class Known:
    """What the other reference files define, and a profile may therefore name."""

    codes: set[str]
    groups: list[dict[str, Any]]
    list_ids: set[str]
    trust_sets: set[str]


def read_profiles(roots: list[Path], known: Known) -> Records:
    """Records of the three ``ref_profile`` tables; the file name is the profile's id.

    Raises ReferenceError for a list, a group, a country or a trust set that no file of the roots defines.
    """
    tables = ("ref_profile", "ref_profile_list", "ref_profile_country")
    made: Records = {table: [] for table in tables}
    found: dict[str, Path] = {}
    for path in find(roots, "profiles/*.toml"):
        document = read_document(path, _REQUIRED, _OPTIONAL)
        if path.stem in found:
            raise document.error(f"the profile '{path.stem}' already stands in {found[path.stem]}.")
        found[path.stem] = path
        refuse_unknown(document, "lists", known.list_ids)
        refuse_unknown(document, "countries", known.codes)
        refuse_unknown(document, "country_groups", {group["group_id"] for group in known.groups})
        for table, records in _profile(document, known).items():
            made[table] += [{"profile_id": path.stem, **record} for record in records]
    return made


def _profile(document: Document, known: Known) -> Records:
    if not document["lists"] and not document["countries"] and not document["country_groups"]:
        raise document.error("the profile names no list, no country and no country group.", "lists")
    evidence = document.one_of("evidence", EVIDENCE) if "evidence" in document.values else None
    return {
        "ref_profile": [_about(document, known.trust_sets)],
        "ref_profile_list": [{"list_id": name, "evidence": evidence} for name in document["lists"]],
        "ref_profile_country": member_countries(document, known.groups),
    }


def _about(document: Document, trust_sets: set[str]) -> dict[str, Any]:
    trust_set = document.values.get("trust_set")
    if trust_set is not None and trust_set not in trust_sets:
        raise document.error(f"'{trust_set}' under 'trust_set' is not known.", trust_set)
    return {
        **{key: document[key] for key in ("title", "version", "source_url", "description")},
        "hk_mo": document.one_of("hk_mo", ("own", "as_cn")),
        "trust_set_id": trust_set,
        "is_synthetic": document.values.get("is_synthetic", False),
    }
