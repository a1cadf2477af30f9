"""Authorships in OpenAlex's native JSON; every author is called "SYNTHETIC author"."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import msgspec

from analytics.sample.institutions import Institution
from analytics.sample.teams import Authorship
from analytics.sample.works import Work

_ROOT: Final = "https://openalex.org/"
_AUTHOR: Final = "SYNTHETIC author"


def people(work: Work) -> dict[str, Any]:
    """The fields of a work's record that tell who wrote it: authorships, counts, corresponding ids."""
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


def _orcid(author: int | None) -> str | None:
    """What no person can have; two authors in three have it."""
    return f"{_ROOT.replace('openalex', 'orcid')}SYNTHETIC-{author}" if author is not None and author % 3 else None


def _authorship(author: Authorship, place: int, last: int, is_corresponding: bool) -> dict[str, Any]:
    institutions = author.institutions()
    return {
        "author_position": "first" if place == 0 else "last" if place == last else "middle",
        "author": {"id": _author_id(author.author), "display_name": _AUTHOR, "orcid": _orcid(author.author)},
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
