"""Technology tags, one search a phrase: slow, plain, after the READMEs of data/taxonomies and data/models.

What the tag model says of a work is given; which tier follows is found anew.
"""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from pathlib import Path

from plain_works import bare, text_of, title_and_abstract

FIELDS = Path(__file__).resolve().parents[2] / "data/taxonomies/technologies"
FLOOR = {"v1": 0.5, "v2": 0.5}
V2_FROM = "2026-10-06"
THRESHOLDS = FIELDS.parents[1] / "models/thresholds.csv"
SUBFIELDS = FIELDS.parent / "openalex_topics.csv"
ENGLISH = "the of and in to a is for we with that on by as are an from this which at be using"
FOREIGN = "de la le les des du et une der die das und von zur el los las del para por una uma do da em il di della"


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


@cache
def thresholds() -> dict[tuple[str, str], tuple[float, float]]:
    with THRESHOLDS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {(r["technology_id"], r["path"]): (float(r["high_from"]), float(r["probable_from"])) for r in rows}


@cache
def subfields() -> dict[str, str]:
    with SUBFIELDS.open(encoding="utf-8") as file:
        return {row["topic_id"]: row["subfield_id"] for row in csv.DictReader(file)}


def path(record: dict) -> str:
    title, abstract = title_and_abstract(record)
    if not abstract.strip() and len(re.sub("[^a-z0-9]+", " ", title.lower()).split()) > 40:
        abstract = title
    if abstract.strip():
        abstract = abstract[:300]
        words = re.sub("[^a-z0-9]+", " ", abstract.lower()).split()
        known = len(set(ENGLISH.split()) & set(words))
        is_english = is_latin(abstract) and (len(words) < 12 or known >= len(set(words)) / 12)
        return "abstract" if is_english else "other_language"
    if not title.strip():
        return "topics_only"
    if record.get("language") is not None:
        return "title_only" if record["language"] == "en" else "other_language"
    words = set(re.sub("[^a-z0-9]+", " ", title.lower()).split())
    foreign, english = len(words & set(FOREIGN.split())), len(words & set(ENGLISH.split()))
    return "title_only" if is_latin(title) and (foreign == 0 or english > foreign) else "other_language"


def is_latin(text: str) -> bool:
    return sum(c.isascii() and c.isalpha() for c in text) >= 0.7 * sum(c.isalpha() for c in text)


def tiers(record: dict, scores: dict[str, float], own: dict[str, dict] | None = None) -> dict[str, str]:
    """Technology id → tier, for every technology with some evidence.

    ``scores`` are the model's, by technology; ``own`` fields lie over the shipped ones.
    """
    text = text_of(record)
    topics = {bare(t["id"]): t.get("score") for t in record.get("topics") or [] if t.get("id")}
    floor = FLOOR.get(topic_model(record), 0)
    counted = {t for t, score in topics.items() if score is None or score >= floor}
    way = path(record)
    # A field of one's own is not the one a model was made for.
    limits = {name: thresholds().get((name, way)) for name in fields() if name not in (own or {})}
    found = {
        name: _tier(field, text, counted, limits.get(name), scores.get(name, 0.0))
        for name, field in (fields() | (own or {})).items()
    }
    return {name: tier for name, tier in found.items() if tier}


def _tier(field: dict, text: str, topics: set[str], limits: tuple[float, float] | None, score: float) -> str | None:
    phrases = sum(1 for phrase in field["include"] if phrase in text)
    is_excluded = any(phrase in text for phrase in field["exclude"])
    if is_excluded:
        phrases = 0
    roles = [field["topics"][topic] for topic in topics if topic in field["topics"]]
    if phrases and "core" in roles:
        return "high"
    if limits:
        by_model = "high" if score >= limits[0] else "probable" if score >= limits[1] else None
        if is_excluded:
            return "candidate" if by_model or roles else None
        return supported(by_model, field, phrases, topics) or ("candidate" if phrases or roles else None)
    if phrases >= 2:
        return "high"
    if phrases == 1 or "core" in roles:
        return "probable"
    return "candidate" if roles else None


def supported(by_model: str | None, field: dict, phrases: int, topics: set[str]) -> str | None:
    """What is left of a model's tier: all beside a phrase or a topic near, less without topics, little with others."""
    near = {subfields()[topic] for topic, role in field["topics"].items() if role == "core" and topic in subfields()}
    if by_model is None or phrases or {subfields().get(topic) for topic in topics} & near:
        return by_model
    return "probable" if by_model == "high" and not topics else "candidate"
