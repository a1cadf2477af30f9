"""The shape of a Work, written once: the typed decoder and the types of a Parquet part both follow from it.

Covers every schema OpenAlex has served since 2021. Types are strict: a number in quotes, a whole number written
``2020.0``, a boolean as text, or a null where an object belongs is not what OpenAlex writes, and the record goes to
quarantine rather than be guessed at. A null among texts says nothing and costs nothing. Names of persons are not
among the fields: Aperture has no use for them.
"""

from __future__ import annotations

import types
import typing
from functools import cache
from typing import Annotated, Any

import msgspec
import pyarrow as pa

NULL = msgspec.Raw(b"null")
WorkId = Annotated[str, msgspec.Meta(pattern=r"^(https://openalex\.org/)?W[1-9][0-9]{0,17}\Z")]
YEARS = (1, 9999)
"""The years a date can have; real works reach from the 1500s into the future."""
Year = Annotated[int, msgspec.Meta(ge=YEARS[0], le=YEARS[1])]
# What fits the 64 bits of a Parquet column.
Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
# Where a word stands in an abstract.
Place = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
# A number as JSON writes it, in quotes.
Number = Annotated[str, msgspec.Meta(pattern=r"^-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?\Z")]


class _Shape(msgspec.Struct, gc=False, omit_defaults=True):
    """Base of all shapes. Records hold no cycles, so the garbage collector need not look at them."""


class Author(_Shape):
    """An author by id only; null where OpenAlex could not tell who it is. The ORCID itself is not kept."""

    id: str | None = None
    orcid: str | None = None


class Institution(_Shape):
    """An institution as an authorship carries it; a placeholder has only a name."""

    id: str | None = None
    display_name: str | None = None
    ror: str | None = None
    country_code: str | None = None
    type: str | None = None
    lineage: list[str | None] | None = None


class Affiliation(_Shape):
    """One raw affiliation string and the institutions it was resolved to (since 2024)."""

    raw_affiliation_string: str | None = None
    institution_ids: list[str | None] | None = None


class Authorship(_Shape):
    """One author on one work."""

    author: Author | None = None
    author_position: str | None = None
    is_corresponding: bool | None = None
    institutions: list[Institution] | None = None
    countries: list[str | None] | None = None
    affiliations: list[Affiliation] | None = None
    raw_affiliation_strings: list[str | None] | None = None
    raw_affiliation_string: str | None = None  # until 2023


class Scored(_Shape):
    """A topic or concept with its score (a string in concepts until early 2023)."""

    id: str | None = None
    display_name: str | None = None
    score: float | Number | None = None


class OpenAccess(_Shape):
    """Open-access state of a work."""

    is_oa: bool | None = None
    oa_status: str | None = None


class Percentile(_Shape):
    """Citation percentile among works of the same year, type and field."""

    value: float | None = None
    is_in_top_1_percent: bool | None = None
    is_in_top_10_percent: bool | None = None


class Source(_Shape):
    """Where a work appeared."""

    id: str | None = None
    type: str | None = None


class Location(_Shape):
    """A place where the work can be found."""

    source: Source | None = None


class Grant(_Shape):
    """A funding statement: `grants` until 2025, `awards` since, `funders` without award."""

    id: str | None = None
    funder: str | None = None
    funder_id: str | None = None
    award_id: str | None = None
    funder_award_id: str | None = None


class Work(_Shape):
    """The fields of a work that Aperture reads; all others are left in the spool."""

    id: WorkId
    publication_year: Year
    doi: str | None = None
    title: str | None = None
    display_name: str | None = None
    publication_date: str | None = None
    type: str | None = None
    type_crossref: str | None = None
    language: str | None = None
    updated_date: str | None = None
    created_date: str | None = None
    cited_by_count: Whole | None = None
    fwci: float | None = None
    is_retracted: bool | None = None
    is_paratext: bool | None = None
    is_xpac: bool | None = None
    is_authors_truncated: bool | None = None
    open_access: OpenAccess | None = None
    citation_normalized_percentile: Percentile | None = None
    primary_location: Location | None = None
    primary_topic: Scored | None = None
    topics: list[Scored] | None = None
    concepts: msgspec.Raw = NULL  # read only where there is no topic; see decode.py
    grants: list[Grant] | None = None
    awards: list[Grant] | None = None
    funders: list[Grant] | None = None
    authorships: list[Authorship] | None = None
    abstract_inverted_index: dict[str, list[Place]] | None = None  # decode.py knows its older forms


@cache
def arrow_schema() -> pa.Schema:
    """Types of a work's columns where a file has them in columns; only those of required fields hold no null."""
    required = {field.encode_name for field in msgspec.structs.fields(Work) if field.required}
    hints = typing.get_type_hints(Work) | {"concepts": list[Scored]}
    return pa.schema([pa.field(name, _arrow_type(hint), name not in required) for name, hint in hints.items()])


_SCALARS = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def _arrow_type(hint: Any) -> pa.DataType:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):  # the second where a part is Annotated
        return _arrow_type(typing.get_args(hint)[0])
    if hint in _SCALARS:
        return _SCALARS[hint]
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is dict:
        return pa.map_(*map(_arrow_type, arguments))
    if typing.get_origin(hint) is list:
        return pa.list_(_arrow_type(arguments[0]))
    return pa.struct([(name, _arrow_type(inner)) for name, inner in typing.get_type_hints(hint).items()])
