"""The raw tables: name → columns and types, the same whatever form the works came in."""

from __future__ import annotations

import pyarrow as pa

_TEXT, _WHOLE, _NUMBER, _FLAG = pa.string(), pa.int64(), pa.float64(), pa.bool_()


def _table(**columns: pa.DataType) -> pa.Schema:
    place = [pa.field("part_id", _TEXT, nullable=False), pa.field("line_no", _WHOLE, nullable=False)]
    return pa.schema([*place, *columns.items()])


_AUTHORSHIP = {"authorship_no": _WHOLE}
_AFFILIATION = {**_AUTHORSHIP, "affiliation_no": _WHOLE}

RAW_TABLES: dict[str, pa.Schema] = {
    "raw_abstracts": _table(abstract=_TEXT),
    "raw_affiliation_institutions": _table(**_AFFILIATION, institution_id=_TEXT),
    "raw_affiliations": _table(**_AFFILIATION, affiliation_string=_TEXT, is_mapped=_FLAG),
    "raw_authorship_countries": _table(**_AUTHORSHIP, country_no=_WHOLE, country_code=_TEXT),
    "raw_authorship_institutions": _table(
        **_AUTHORSHIP,
        institution_no=_WHOLE,
        institution_id=_TEXT,
        institution_name=_TEXT,
        ror_id=_TEXT,
        country_code=_TEXT,
        institution_type=_TEXT,
        lineage=_TEXT,
    ),
    "raw_authorships": _table(
        **_AUTHORSHIP,
        author_id=_TEXT,
        author_position=_TEXT,
        is_corresponding=_FLAG,
        has_affiliations=_FLAG,
        has_orcid=_FLAG,
    ),
    "raw_concepts": _table(concept_no=_WHOLE, concept_id=_TEXT, concept_name=_TEXT, concept_score=_NUMBER),
    "raw_funders": _table(funder_id=_TEXT, award_id=_TEXT),
    "raw_topics": _table(topic_no=_WHOLE, topic_id=_TEXT, topic_score=_NUMBER),
    "raw_works": _table(
        work_id=_TEXT,
        doi=_TEXT,
        title=_TEXT,
        publication_year=_WHOLE,
        publication_date=_TEXT,
        type=_TEXT,
        type_crossref=_TEXT,
        language=_TEXT,
        updated_date=_TEXT,
        created_date=_TEXT,
        cited_by_count=_WHOLE,
        fwci=_NUMBER,
        is_retracted=_FLAG,
        is_paratext=_FLAG,
        is_xpac=_FLAG,
        is_authors_truncated=_FLAG,
        is_open_access=_FLAG,
        oa_status=_TEXT,
        citation_percentile=_NUMBER,
        is_in_top_10_percent=_FLAG,
        source_id=_TEXT,
        primary_topic_id=_TEXT,
        authorships=_WHOLE,
        has_abstract=_FLAG,
    ),
}
"""What one row of each is, its SELECT under `flatten/` says."""

ADDED: dict[str, tuple[str, ...]] = {"raw_authorships": ("has_orcid",)}
"""Flags that shards of format 1 do not have; they read as null there."""
