"""Technology tags, one search a phrase: slow, plain, after data/taxonomies/README.md."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from plain_works import bare, text_of

FIELDS = Path(__file__).resolve().parents[2] / "data/taxonomies/technologies"
FLOOR = {"v1": 0.5, "v2": 0.5}
V2_FROM = "2026-10-06"


@cache
def fields(folder: Path = FIELDS) -> dict[str, dict]:
    found = {}
    for path in sorted(folder.glob("*.toml")):
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


def topic_model(record: dict) -> str:
    """Which of OpenAlex's models gave the topics; files of records carry no date of release."""
    if not (record.get("primary_topic") or {}).get("id"):
        return "none"
    return "v2" if (record.get("updated_date") or "") >= V2_FROM else "v1"


def tiers(record: dict, own: dict[str, dict] | None = None) -> dict[str, str]:
    """Technology id → tier, for every technology with some evidence; ``own`` fields lie over the shipped ones."""
    text = text_of(record)
    topics = {bare(t["id"]): t.get("score") for t in record.get("topics") or [] if t.get("id")}
    floor = FLOOR.get(topic_model(record), 0)
    counted = {t for t, score in topics.items() if score is None or score >= floor}
    found = {name: _tier(field, text, counted) for name, field in (fields() | (own or {})).items()}
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
