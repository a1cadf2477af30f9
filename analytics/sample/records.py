"""A work in OpenAlex's native JSON, schema of 2026: every root field of a real record, with its type."""

from __future__ import annotations

import random
import re
from functools import cache
from typing import Any, Final

import msgspec

from analytics.sample.people import people
from analytics.sample.texts import inverted_index
from analytics.sample.topics import topic
from analytics.sample.works import FIRST_WORK, Work

_ROOT: Final = "https://openalex.org/"
FUNDERS: Final = [(f"{_ROOT}F{9_990_000_001 + number}", f"SYNTHETIC Funder {number + 1:02d}") for number in range(25)]
"""Address and name of each fictional funder."""

_OA: Final = {"closed": 45, "gold": 20, "hybrid": 12, "green": 13, "bronze": 6, "diamond": 4}


def work_record(rng: random.Random, work: Work, updated: str) -> dict[str, Any]:
    """The record of ``work`` as of ``updated`` (a time stamp); no person is named in it."""
    id_ = f"{_ROOT}W{work.number}"
    doi = None if work.number % 10 == 7 else f"https://doi.org/10.5555/synthetic.w{work.number}"
    cited = int(rng.lognormvariate(1.2, 1.2) * (2026 - work.published.year) / 5)
    return {
        "id": id_,
        "doi": doi,
        "title": work.title,
        "display_name": work.title,
        "publication_year": work.published.year,
        "publication_date": work.published.isoformat(),
        "ids": {"openalex": id_} | ({"doi": doi} if doi else {}),
        "language": work.language,
        "type": work.type,
        "indexed_in": ["crossref"] if doi else [],
        **_access(rng, work, doi),
        **people(work),
        **_citations(rng, work, cited),
        **_subjects(rng, work),
        **_funding(rng, work),
        "biblio": {"volume": None, "issue": None, "first_page": None, "last_page": None},
        "is_retracted": work.is_retracted,
        "is_paratext": work.type == "paratext",
        "is_xpac": work.is_xpac,
        "mesh": [],
        "sustainable_development_goals": [],
        "has_fulltext": False,
        "has_content": {"grobid_xml": False, "pdf": False},
        "content_urls": None,
        "abstract_inverted_index": None if work.abstract is None else inverted_index(work.abstract),
        "updated_date": updated,
        "created_date": f"{min(work.published.year + 1, 2025)}-10-10T00:00:00",
    }


def _access(rng: random.Random, work: Work, doi: str | None) -> dict[str, Any]:
    status = rng.choices(tuple(_OA), tuple(_OA.values()))[0]
    is_oa = status != "closed"
    place = {
        "id": f"doi:10.5555/synthetic.w{work.number}" if doi else f"synthetic:w{work.number}",
        "is_oa": is_oa,
        "landing_page_url": doi,
        "pdf_url": None,
        "source": _source(rng.randrange(40), status),
        "license": "cc-by" if is_oa else None,
        "license_id": "https://openalex.org/licenses/cc-by" if is_oa else None,
        "version": "submittedVersion" if work.type == "preprint" else "publishedVersion",
        "is_accepted": work.type != "preprint",
        "is_published": work.type != "preprint",
        "raw_source_name": None,
        "raw_type": None,
    }
    return {
        "open_access": {
            "is_oa": is_oa,
            "oa_status": status,
            "oa_url": doi if is_oa else None,
            "any_repository_has_fulltext": status == "green",
        },
        "primary_location": place,
        "locations": [place],
        "locations_count": 1,
        "best_oa_location": place if is_oa else None,
        "apc_list": None,
        "apc_paid": None,
    }


@cache
def _source(number: int, status: str) -> msgspec.Raw:
    source: dict[str, Any] = {
        "id": f"{_ROOT}S{9_990_000_001 + number}",
        "display_name": f"SYNTHETIC Journal {number + 1:02d}",
        "issn_l": None,
        "issn": None,
        "is_oa": status in ("gold", "diamond"),
        "is_in_doaj": False,
        "is_core": False,
        "host_organization": None,
        "host_organization_name": None,
        "host_organization_lineage": [],
        "host_organization_lineage_names": [],
        "type": "journal",
    }
    return msgspec.Raw(msgspec.json.encode(source))


def _citations(rng: random.Random, work: Work, cited: int) -> dict[str, Any]:
    rank = round(cited / (cited + 6), 6)
    is_measured = work.type != "paratext" and work.published.year < 2025
    percentile = {"value": rank, "is_in_top_1_percent": rank >= 0.99, "is_in_top_10_percent": rank >= 0.9}
    floor = int(rank * 99)
    older = work.number - FIRST_WORK
    references = {FIRST_WORK + rng.randrange(older) for _ in range(rng.randrange(8))} if older else set()
    return {
        "cited_by_count": cited,
        "fwci": round(cited / 5.0 + 0.01, 4) if is_measured else None,
        "citation_normalized_percentile": percentile if is_measured else None,
        "cited_by_percentile_year": {"min": floor, "max": floor + 1} if is_measured else None,
        "counts_by_year": [{"year": 2025, "cited_by_count": cited}] if cited else [],
        "referenced_works": [f"{_ROOT}W{number}" for number in sorted(references)],
        "referenced_works_count": len(references),
        "related_works": [],
    }


def _subjects(rng: random.Random, work: Work) -> dict[str, Any]:
    topics = [{**topic(topic_id), "score": score} for topic_id, score in work.topics]
    return {
        "primary_topic": topics[0] if topics else None,
        "topics": topics,
        "keywords": [_keyword(word, round(0.4 + rng.random() / 2, 4)) for word in work.keywords],
        "concepts": [],
    }


@cache
def _slug(word: str) -> str:
    return re.sub(r"\W+", "-", word.lower())


def _keyword(word: str, score: float) -> dict[str, Any]:
    return {"id": f"{_ROOT}keywords/{_slug(word)}", "display_name": word.capitalize(), "score": score}


def _funding(rng: random.Random, work: Work) -> dict[str, Any]:
    if rng.random() > 0.3:
        return {"awards": [], "funders": []}
    number = rng.randrange(len(FUNDERS))
    id_, name = FUNDERS[number]
    award = {
        "id": f"{_ROOT}G{work.number}",
        "display_name": None,
        "funder_award_id": f"SYNTHETIC-{work.number % 100_000}",
        "funder_id": id_,
        "funder_display_name": name,
    }
    return {
        "awards": [award] if work.number % 2 else [],
        "funders": [{"id": id_, "display_name": name, "ror": None}],
    }
