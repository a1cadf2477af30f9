"""Small SYNTHETIC dumps of ROR in both schemas, and the real file outside the repository where it is present."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from analytics.settings import REPOSITORY

SHARED = REPOSITORY.parent / "shared" / "data"


def organisation(ror_id: str, *names: str, country: str = "CN", status: str = "active", **more: Any) -> dict[str, Any]:
    """A record of schema 2.1; the first name is displayed, ``acronyms`` and ``successors`` are lists."""
    texts = [{"value": name, "types": ["label", "ror_display"] if not i else ["alias"]} for i, name in enumerate(names)]
    texts += [{"value": acronym, "types": ["acronym"]} for acronym in more.get("acronyms", [])]
    return {
        "id": f"https://ror.org/{ror_id}",
        "status": status,
        "names": texts,
        "types": [more.get("kind", "education")],
        "locations": [{"geonames_details": {"country_code": country, "country_name": f"SYNTHETIC {country}"}}],
        "relationships": [
            *_successors(more.get("successors", []), "successor"),
            *({"type": "parent", "id": "https://ror.org/00parent0", "label": name} for name in more.get("parents", [])),
        ],
    }


def older_organisation(ror_id: str, name: str, *aliases: str, country: str = "CN", **more: Any) -> dict[str, Any]:
    """The same in schema 1.0."""
    return {
        "id": f"https://ror.org/{ror_id}",
        "status": more.get("status", "active"),
        "name": name,
        "aliases": list(aliases),
        "acronyms": more.get("acronyms", []),
        "labels": [{"label": label} for label in more.get("labels", [])],
        "types": ["Education"],
        "country": {"country_code": country, "country_name": f"SYNTHETIC {country}"},
        "relationships": _successors(more.get("successors", []), "Successor"),
    }


def _successors(ids: Iterable[str], kind: str) -> list[dict[str, str]]:
    return [{"type": kind, "id": f"https://ror.org/{ror_id}", "label": "SYNTHETIC"} for ror_id in ids]


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs ../shared/data/{name}, which is not part of the repository")
    return path
