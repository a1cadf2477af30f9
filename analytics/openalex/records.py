"""The shape of a Work, written once: the typed decoder and DuckDB's columns both follow from it.

Covers every schema OpenAlex has served since 2021. Names of persons are not among the fields: Aperture has
no use for them, so they are never read.
"""

from __future__ import annotations

import types
import typing
from typing import Any

import msgspec

NULL = msgspec.Raw(b"null")


class Author(msgspec.Struct):
    """An author by id only; null where OpenAlex could not tell who it is."""

    id: str | None = None


class Institution(msgspec.Struct):
    """An institution as an authorship carries it; a placeholder has only a name."""

    id: str | None = None
    display_name: str | None = None
    ror: str | None = None
    country_code: str | None = None
    type: str | None = None
    lineage: list[str] | None = None


class Affiliation(msgspec.Struct):
    """One raw affiliation string and the institutions it was resolved to (since 2024)."""

    raw_affiliation_string: str | None = None
    institution_ids: list[str | None] | None = None


class Authorship(msgspec.Struct):
    """One author on one work."""

    author: Author | None = None
    author_position: str | None = None
    is_corresponding: bool | None = None
    institutions: list[Institution] | None = None
    countries: list[str] | None = None
    affiliations: list[Affiliation] | None = None
    raw_affiliation_strings: list[str] | None = None
    raw_affiliation_string: str | None = None  # until 2023


class Scored(msgspec.Struct):
    """A topic, concept or keyword with its score (a string in concepts until early 2023)."""

    id: str | None = None
    display_name: str | None = None
    keyword: str | None = None  # keywords of early 2024
    score: float | None = None


class OpenAccess(msgspec.Struct):
    """Open-access state of a work."""

    is_oa: bool | None = None
    oa_status: str | None = None


class Percentile(msgspec.Struct):
    """Citation percentile among works of the same year, type and field."""

    value: float | None = None
    is_in_top_1_percent: bool | None = None
    is_in_top_10_percent: bool | None = None


class Source(msgspec.Struct):
    """Where a work appeared."""

    id: str | None = None
    type: str | None = None


class Location(msgspec.Struct):
    """A place where the work can be found."""

    source: Source | None = None


class Grant(msgspec.Struct):
    """A funding statement: `grants` until 2025, `awards` since, `funders` without award."""

    id: str | None = None
    funder: str | None = None
    funder_id: str | None = None
    award_id: str | None = None
    funder_award_id: str | None = None


class Work(msgspec.Struct):
    """The fields of a work that Aperture reads; all others are left in the spool."""

    id: str
    publication_year: int
    line_no: int | None = None  # ours: where the record stood in its part
    doi: str | None = None
    title: str | None = None
    display_name: str | None = None
    publication_date: str | None = None
    type: str | None = None
    type_crossref: str | None = None
    language: str | None = None
    updated_date: str | None = None
    created_date: str | None = None
    cited_by_count: int | None = None
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
    concepts: list[Scored] | None = None
    keywords: list[Scored] | None = None
    grants: list[Grant] | None = None
    awards: list[Grant] | None = None
    funders: list[Grant] | None = None
    authorships: list[Authorship] | None = None
    abstract_inverted_index: msgspec.Raw = NULL  # word → places; decode.py knows its older forms


def duckdb_columns() -> dict[str, str]:
    """DuckDB column types of a Work, for a strict ``read_json`` that infers nothing."""
    return {name: _duckdb_type(hint) for name, hint in typing.get_type_hints(Work).items()}


_SCALARS = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}


def _duckdb_type(hint: Any) -> str:
    if isinstance(hint, types.UnionType):
        return _duckdb_type(typing.get_args(hint)[0])
    if hint in _SCALARS:
        return _SCALARS[hint]
    if typing.get_origin(hint) is list:
        return _duckdb_type(typing.get_args(hint)[0]) + "[]"
    if hint is msgspec.Raw:
        return "MAP(VARCHAR, BIGINT[])"
    fields = typing.get_type_hints(hint).items()
    return "STRUCT(" + ", ".join(f'"{name}" {_duckdb_type(inner)}' for name, inner in fields) + ")"
