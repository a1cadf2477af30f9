"""A work in OpenAlex's native JSON, schema of 2026: every root field of a real record, with its type."""

from __future__ import annotations

import random
import re
from functools import cache
from typing import Any, Final

import msgspec

from analytics.sample.institutions import Institution
from analytics.sample.teams import Authorship
from analytics.sample.texts import inverted_index
from analytics.sample.topics import topic
from analytics.sample.works import FIRST_WORK, Work

_ROOT: Final = "https://openalex.org/"
_AUTHOR: Final = "SYNTHETIC author"
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
        **_people(work),
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


def _people(work: Work) -> dict[str, Any]:
    last = len(work.team) - 1
    institutions = work.institutions()
    # One work in five names nobody as corresponding author.
    chief = work.team[0] if work.team and work.number % 5 else None
    return {
        "authorships": [_authorship(a, place, last, a is chief) for place, a in enumerate(work.team)],
        "institutions": [],
        "countries_distinct_count": len(work.countries()),
        "institutions_distinct_count": len(institutions),
        "corresponding_author_ids": [_author_id(chief.author)] if chief and chief.author is not None else [],
        "corresponding_institution_ids": [i.id for i in chief.institutions()] if chief else [],
    }


def _author_id(author: int | None) -> str | None:
    return None if author is None else f"{_ROOT}A{9_990_000_000 + author + 1}"


def _authorship(author: Authorship, place: int, last: int, is_corresponding: bool) -> dict[str, Any]:
    institutions = author.institutions()
    return {
        "author_position": "first" if place == 0 else "last" if place == last else "middle",
        "author": {"id": _author_id(author.author), "display_name": _AUTHOR, "orcid": None},
        "institutions": [_institution(i) for i in institutions],
        "countries": sorted({i.country for i in institutions}),
        "is_corresponding": is_corresponding,
        "raw_author_name": _AUTHOR,
        "raw_affiliation_strings": [a.text for a in author.affiliations],
        "raw_orcid": None,
        "affiliations": [
            {"raw_affiliation_string": a.text, "institution_ids": [i.id for i in a.institutions]}
            for a in author.affiliations
        ],
    }


@cache
def _institution(institution: Institution) -> msgspec.Raw:
    short = {
        "id": institution.id,
        "display_name": institution.name,
        "ror": None,  # any invented one could be real
        "country_code": None if institution.hides_country else institution.country,
        "type": institution.type,
        "lineage": institution.lineage,
    }
    return msgspec.Raw(msgspec.json.encode(short))


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


def _keyword(word: str, score: float) -> dict[str, Any]:
    slug = re.sub(r"\W+", "-", word.lower())
    return {"id": f"{_ROOT}keywords/{slug}", "display_name": word.capitalize(), "score": score}


def _funding(rng: random.Random, work: Work) -> dict[str, Any]:
    if rng.random() > 0.3:
        return {"awards": [], "funders": []}
    number = rng.randrange(25)
    id_, name = f"{_ROOT}F{9_990_000_001 + number}", f"SYNTHETIC Funder {number + 1:02d}"
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
