"""Technology tags, one search a phrase: slow, plain, after data/taxonomies/README.md."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from plain_works import bare, text_of

FIELDS = Path(__file__).resolve().parents[2] / "data/taxonomies/technologies"
FLOOR = 0.5


@cache
def fields() -> dict[str, dict]:
    found = {}
    for path in sorted(FIELDS.glob("*.toml")):
        field = tomllib.loads(path.read_text(encoding="utf-8"))
        found[path.stem] = {
            "include": [_needle(p) for p in field["phrases"]["include"]],
            "exclude": [_needle(p) for p in field["phrases"].get("exclude", [])],
            "topics": {topic["id"]: topic["role"] for topic in field["topics"]},
        }
    return found


def _needle(phrase: str) -> str:
    plain = re.sub("[^a-z0-9]+", " ", phrase.lower()).strip()
    return f" {plain} " if len(plain) <= 4 else f" {plain}"


def tiers(record: dict) -> dict[str, str]:
    """Technology id → tier, for every technology with some evidence."""
    text = text_of(record)
    topics = {bare(t["id"]): t.get("score") for t in record.get("topics") or [] if t.get("id")}
    counted = {t for t, score in topics.items() if score is None or score >= FLOOR}
    found = {name: _tier(field, text, counted) for name, field in fields().items()}
    return {name: tier for name, tier in found.items() if tier}


def _tier(field: dict, text: str, topics: set[str]) -> str | None:
    phrases = sum(1 for phrase in field["include"] if phrase in text)
    if any(phrase in text for phrase in field["exclude"]):
        phrases = 0
    roles = [field["topics"][topic] for topic in topics if topic in field["topics"]]
    core = "core" in roles
    if phrases >= 2 or (phrases == 1 and core):
        return "high"
    if phrases == 1 or core:
        return "probable"
    return "candidate" if roles else None
