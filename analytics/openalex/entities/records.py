"""The shapes of an institution, a topic and a funder, strict as those of a work in `openalex/records.py`.

They hold for every schema OpenAlex has served: institutions of 2021–2022 have no lineage, short ones no place; topics
exist since 2024, and for some weeks their subfields had numbers for ids. No field that may name a person is read.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

import msgspec

_ROOT = r"^(https://openalex\.org/)?"
InstitutionId = Annotated[str, msgspec.Meta(pattern=_ROOT + r"I[0-9]+\Z")]
TopicId = Annotated[str, msgspec.Meta(pattern=_ROOT + r"T[0-9]+\Z")]
FunderId = Annotated[str, msgspec.Meta(pattern=_ROOT + r"F[0-9]+\Z")]
# What fits the 64 bits of a Parquet column.
Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]

_INSTITUTION = re.compile(r"I[0-9]+\Z")
_ROR = re.compile(r"[0-9a-z]{9}\Z")
_NUMBER = re.compile(r"[0-9]+\Z")

Row = dict[str, Any]


class _Shape(msgspec.Struct, gc=False):
    """Base of all shapes: they hold no cycles."""


class Geo(_Shape):
    """Where an institution lies, in degrees."""

    city: str | None = None
    country_code: str | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class Related(_Shape):
    """Another institution; ``relationship`` is `parent`, `child` or `related`."""

    id: str | None = None
    relationship: str | None = None


class Institution(_Shape):
    """An institution; its country stands beside the name, or only in `geo`."""

    id: InstitutionId
    display_name: str | None = None
    ror: str | None = None
    country_code: str | None = None
    type: str | None = None
    lineage: list[str | None] | None = None
    geo: Geo | None = None
    associated_institutions: list[Related] | None = None
    is_super_system: bool | None = None
    works_count: Whole | None = None
    updated_date: str | None = None

    def row(self) -> Row:
        """The columns of `raw_entity_institution`."""
        geo = self.geo or Geo()
        return {
            "institution_id": _bare(self.id),
            "institution_name": self.display_name or None,
            "ror_id": _found(_ROR, self.ror),
            "country_code": _code(self.country_code) or _code(geo.country_code),
            "institution_type": self.type or None,
            "lineage": _lineage(self.lineage),
            "city": geo.city or None,
            "latitude": geo.latitude,
            "longitude": geo.longitude,
            "relations": _relations(self.associated_institutions),
            "is_super_system": self.is_super_system,
            "works_count": self.works_count,
            "updated_date": self.updated_date,
        }


class Level(_Shape):
    """A subfield, field or domain; its id is an address, or in early 2024 a number."""

    id: str | Whole | None = None
    display_name: str | None = None


class Topic(_Shape):
    """A topic and the levels above it."""

    id: TopicId
    display_name: str | None = None
    subfield: Level | None = None
    field: Level | None = None
    domain: Level | None = None
    works_count: Whole | None = None
    updated_date: str | None = None

    def row(self) -> Row:
        """The columns of `raw_entity_topic`."""
        row: Row = {"topic_id": _bare(self.id), "topic_name": self.display_name or None}
        for name in ("subfield", "field", "domain"):
            level = getattr(self, name) or Level()
            number = None if level.id is None else _found(_NUMBER, str(level.id))
            row |= {f"{name}_id": number, f"{name}_name": level.display_name or None}
        return row | {"works_count": self.works_count, "updated_date": self.updated_date}


class Ids(_Shape):
    """Ids of a funder elsewhere."""

    ror: str | None = None


class Funder(_Shape):
    """A funder (since 2023)."""

    id: FunderId
    display_name: str | None = None
    country_code: str | None = None
    ids: Ids | None = None
    works_count: Whole | None = None
    updated_date: str | None = None

    def row(self) -> Row:
        """The columns of `raw_entity_funder`."""
        return {
            "funder_id": _bare(self.id),
            "funder_name": self.display_name or None,
            "country_code": _code(self.country_code),
            "ror_id": _found(_ROR, self.ids.ror if self.ids else None),
            "works_count": self.works_count,
            "updated_date": self.updated_date,
        }


Entity = Institution | Topic | Funder


def _bare(address: str) -> str:
    return address.rsplit("/", 1)[-1]


def _found(pattern: re.Pattern[str], text: str | None) -> str | None:
    match = pattern.search(text or "")
    return match.group() if match else None


def _code(country: str | None) -> str | None:
    return country.upper() if country else None


def _lineage(lineage: list[str | None] | None) -> str | None:
    """`I1 I2`, own id first as in the source; null where the record has none."""
    return " ".join(filter(None, (_found(_INSTITUTION, one) for one in lineage or []))) or None


def _relations(related: list[Related] | None) -> str | None:
    """`parent:I1 child:I2`, in the order of the source."""
    found = ((one.relationship, _found(_INSTITUTION, one.id)) for one in related or [])
    return " ".join(f"{kind}:{other}" for kind, other in found if kind and other) or None
