"""Institutions, topics and funders as records of their own, in OpenAlex's native JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from analytics.sample.countries import COUNTRIES
from analytics.sample.institutions import INSTITUTIONS, Institution
from analytics.sample.records import FUNDERS
from analytics.sample.topics import EVERY, topic
from analytics.sample.works import Work

UPDATED: Final = "2026-06-16"
_DATES: Final = {"created_date": "2020-01-01T00:00:00", "updated_date": f"{UPDATED}T00:00:00.000000"}
_UNPLACED: Final = dict.fromkeys(("city", "geonames_city_id", "region", "latitude", "longitude"))


def institution_records(works: Iterable[Work]) -> list[dict[str, Any]]:
    """All institutions with the number of works each is on; coordinates stay unknown."""
    counts = Counter(institution for work in works for institution in work.institutions())
    return [_record(institution, counts[institution]) for institution in INSTITUTIONS]


def topic_records() -> list[dict[str, Any]]:
    """The topics that works may have, with the levels above them."""
    return [topic(id_) | {"works_count": 0, "cited_by_count": 0} | _DATES for id_ in EVERY]


def funder_records() -> list[dict[str, Any]]:
    """The fictional funders; every fifth has no country."""
    codes = list(COUNTRIES)
    return [
        {
            "id": id_,
            "display_name": name,
            "alternate_titles": [],
            "country_code": None if number % 5 == 4 else codes[number],
            "homepage_url": None,
            "ids": {"openalex": id_},
            "awards_count": 0,
            "works_count": 0,
            "cited_by_count": 0,
        }
        | _DATES
        for number, (id_, name) in enumerate(FUNDERS)
    ]


def _record(institution: Institution, works: int) -> dict[str, Any]:
    code = None if institution.hides_country else institution.country
    name = None if institution.hides_country else COUNTRIES[institution.country][0]
    return {
        "id": institution.id,
        "ror": None,
        "display_name": institution.name,
        "display_name_acronyms": [],
        "display_name_alternatives": [],
        "country_code": code,
        "type": institution.type,
        "type_id": None if institution.type is None else f"https://openalex.org/institution-types/{institution.type}",
        "status": "active",
        "is_super_system": False,
        "lineage": institution.lineage,
        "homepage_url": None,
        "image_url": None,
        "image_thumbnail_url": None,
        "geo": _UNPLACED | {"country_code": code, "country": name},
        "ids": {"openalex": institution.id},
        "associated_institutions": [],
        "repositories": [],
        "roles": [{"role": "institution", "id": institution.id, "works_count": works}],
        "works_count": works,
        "cited_by_count": 0,
        "summary_stats": {"2yr_mean_citedness": 0.0, "h_index": 0, "i10_index": 0},
        "counts_by_year": [],
        "topics": [],
        "topic_share": [],
        "works_api_url": f"https://api.openalex.org/works?filter=institutions.id:I{institution.number}",
    } | _DATES
