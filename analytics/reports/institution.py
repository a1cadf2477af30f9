"""From what a user types to exactly one institution of the published build, or a clear refusal."""

from __future__ import annotations

import re
from typing import Any

from analytics.errors import UnknownInstitution
from analytics.warehouse.published import Published

_OPENALEX = re.compile(r"(?:https?://(?:api\.)?openalex\.org/(?:institutions/)?)?(I\d+)", re.IGNORECASE)
_ROR = re.compile(r"(?:https?://)?(?:ror\.org/)?(0[a-z0-9]{6}\d{2})", re.IGNORECASE)
_SAME = "strip_accents(lower(institution_name))"
_TYPED = "strip_accents(lower(?))"


def find_institution(published: Published, wanted: str) -> dict[str, Any]:
    """The row of ``out_institution`` meant by an OpenAlex id, a ROR id (bare or as address) or a name.

    A name must be the whole name, else a part that only one institution has; case and accents do not
    matter. Raises UnknownInstitution, naming up to five candidates.
    """
    typed = " ".join(wanted.split())
    if not typed:
        raise UnknownInstitution("No institution was named; give an OpenAlex id, a ROR id or a name.")
    for condition, value in _readings(typed):
        found = _matching(published, condition, value)
        if len(found) == 1:
            return found[0]
        if found:
            more = f" and {len(found) - 5} more" if len(found) > 5 else ""
            raise UnknownInstitution(
                f"'{typed}' may mean {len(found)} institutions: {_named(found[:5])}{more};"
                " give the id of the one you mean."
            )
    raise UnknownInstitution(_nothing(published, typed))


def _readings(typed: str) -> list[tuple[str, str]]:
    readings = []
    if identifier := _OPENALEX.fullmatch(typed.rstrip("/")):
        readings.append(("institution_id = ?", identifier[1].upper()))
    if identifier := _ROR.fullmatch(typed.rstrip("/")):
        readings.append(("right(lower(ror_id), 9) = ?", identifier[1].lower()))
    return [*readings, (f"{_SAME} = {_TYPED}", typed), (f"contains({_SAME}, {_TYPED})", typed)]


def _matching(published: Published, condition: str, value: str) -> list[dict[str, Any]]:
    query = f"select * from out_institution where {condition} order by works desc, institution_id"
    return list(published.rows(query, (value,)))


def _nothing(published: Published, typed: str) -> str:
    if _OPENALEX.fullmatch(typed.rstrip("/")) or _ROR.fullmatch(typed.rstrip("/")):
        return f"The published build has no work of an institution with the id '{typed}'."
    closest = published.rows(
        f"select institution_name, institution_id from out_institution"
        f" order by jaro_winkler_similarity({_SAME}, {_TYPED}) desc, works desc, institution_id limit 5",
        (typed,),
    )
    names = f"; the closest names are: {_named(closest)}" if closest else ""
    return f"No institution of the published build is called '{typed}'{names}."


def _named(rows: list[dict[str, Any]]) -> str:
    return "; ".join(f"{row['institution_name']} ({row['institution_id']})" for row in rows)
