"""Trust sets: the countries somebody compares with, one TOML file each. No list of "like-minded" is official."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analytics.reference.documents import read_document
from analytics.reference.members import member_countries, refuse_unknown
from analytics.reference.roots import find

Records = dict[str, list[dict[str, Any]]]

_REQUIRED = {
    "title": str,
    "version": str,
    "source_url": str,
    "description": str,
    "countries": list,
    "country_groups": list,
}
CHOSEN = "chosen by the user"


def read_trust_sets(roots: list[Path], codes: set[str], groups: list[dict[str, Any]]) -> Records:
    """Records of the two ``ref_trust_set`` tables; the file name is the id of the set.

    ``source_url`` is a link, or the words "chosen by the user".
    """
    made: Records = {"ref_trust_set": [], "ref_trust_set_country": []}
    found: dict[str, Path] = {}
    for path in find(roots, "trust_sets/*.toml"):
        document = read_document(path, _REQUIRED, {"is_synthetic": bool})
        if path.stem in found:
            raise document.error(f"the trust set '{path.stem}' already stands in {found[path.stem]}.")
        found[path.stem] = path
        refuse_unknown(document, "countries", codes)
        refuse_unknown(document, "country_groups", {group["group_id"] for group in groups})
        if not document["countries"] and not document["country_groups"]:
            raise document.error("the trust set names no country and no country group.", "countries")
        if document["source_url"] != CHOSEN and not document["source_url"].startswith("https://"):
            raise document.error(f"'source_url' is neither a link nor '{CHOSEN}'.", "source_url")
        about = {key: document[key] for key in ("title", "version", "source_url", "description")}
        is_synthetic = document.values.get("is_synthetic", False)
        made["ref_trust_set"].append({"trust_set_id": path.stem, **about, "is_synthetic": is_synthetic})
        members = member_countries(document, groups)
        made["ref_trust_set_country"] += [{"trust_set_id": path.stem, **member} for member in members]
    return made
