"""SYNTHETIC works in OpenAlex's form; ids W999… and I999… belong to nobody."""

from __future__ import annotations

import random
from typing import Any

FIRST_WORK, FIRST_INSTITUTION = 9_990_000_001, 9_990_000_001


def institution(number: int, country: str | None) -> dict[str, Any]:
    """Institution ``number`` (from 0) inside a parent that shares its lineage with nine others."""
    own, parent = FIRST_INSTITUTION + number, FIRST_INSTITUTION + 900_000 + number // 10
    return {
        "id": f"https://openalex.org/I{own}",
        "display_name": f"SYNTHETIC Institution {number}",
        "ror": None,
        "country_code": country,
        "type": "education",
        "lineage": [f"https://openalex.org/I{own}", f"https://openalex.org/I{parent}"],
    }


def authorship(members: list[dict[str, Any]]) -> dict[str, Any]:
    """One nameless author of all the institutions ``members``."""
    return {
        "author_position": "middle",
        "author": {"id": None, "display_name": None, "orcid": None},
        "institutions": members,
        "countries": sorted({m["country_code"] for m in members if m["country_code"]}),
        "raw_affiliation_strings": [m["display_name"] for m in members],
    }


def synthetic_work(
    number: int,
    year: int = 2024,
    authors: list[list[dict[str, Any]]] | None = None,
    topics: tuple[str, ...] = ("T10036",),
    kind: str = "article",
) -> dict[str, Any]:
    """Work ``number`` (from 0) with one authorship per list of institutions; the first topic is primary."""
    work_id = f"https://openalex.org/W{FIRST_WORK + number}"
    scored = [{"id": f"https://openalex.org/{t}", "display_name": f"SYNTHETIC {t}", "score": 0.9} for t in topics]
    return {
        "id": work_id,
        "doi": None,
        "title": f"SYNTHETIC work {number}",
        "publication_year": year,
        "publication_date": f"{year}-{number % 12 + 1:02}-15",
        "type": kind,
        "authorships": [authorship(members) for members in authors or []],
        "primary_topic": scored[0] if scored else None,
        "topics": scored,
        "referenced_works": [],
        "cited_by_count": number % 7,
        "is_retracted": False,
        "updated_date": "2026-01-01T00:00:00",
    }


def corpus(size: int, years: list[int], countries: list[str], seed: int = 2026) -> list[dict[str, Any]]:
    """``size`` works over ``years`` with one to three authors from institutions of ``countries``."""
    draw = random.Random(seed)  # noqa: S311 - seeded, guards nothing
    places = [institution(number, country) for number, country in enumerate(countries)]
    return [
        synthetic_work(number, draw.choice(years), [[draw.choice(places)] for _ in range(draw.randint(1, 3))])
        for number in range(size)
    ]
