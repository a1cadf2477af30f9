"""Which profiles and which technology a report is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analytics.errors import UnknownProfile, UnknownTechnology
from analytics.warehouse.published import Published

ALL_WORKS = "all"


@dataclass(frozen=True)
class Scope:
    """The rows of ``out_profile`` asked for, and one technology (``all`` for all works)."""

    profiles: tuple[dict[str, Any], ...]
    technology_id: str
    technology_name: str


def find_scope(published: Published, profile: str | None, technology: str | None) -> Scope:
    """Every profile of the build unless one is named; all works unless a technology is named.

    Raises UnknownProfile or UnknownTechnology, each naming what there is.
    """
    profiles = published.rows("select * from out_profile order by profile_id")
    chosen = [row for row in profiles if profile is None or row["profile_id"] == profile]
    if profile is not None and not chosen:
        names = ", ".join(row["profile_id"] for row in profiles) or "none"
        raise UnknownProfile(f"The published build has no profile '{profile}'; available: {names}.")
    technology_id, name = _technology(published, technology or ALL_WORKS)
    return Scope(tuple(chosen), technology_id, name)


def _technology(published: Published, wanted: str) -> tuple[str, str]:
    if wanted == ALL_WORKS:
        return ALL_WORKS, "All works"
    known = published.rows("select distinct technology_id, technology_name from out_technology order by technology_id")
    for row in known:
        if wanted.lower() in (row["technology_id"].lower(), row["technology_name"].lower()):
            return row["technology_id"], row["technology_name"]
    names = ", ".join(row["technology_id"] for row in known if row["technology_id"] != ALL_WORKS)
    raise UnknownTechnology(f"The published build has no technology '{wanted}'; available: {names}.")
