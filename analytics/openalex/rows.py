"""From one nested Work to rows of the raw tables, without their part.

The same flattening as the SELECTs under `flatten/`, for works that are decoded one by one: going through DuckDB
would write each as JSON again and read it twice. Tests hold the two to the same rows. Ids stay as they are given
and are cut to their number by `shard_files.py`, a column at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from analytics.openalex.decode import concepts_of, in_reading_order
from analytics.openalex.raw_tables import RAW_TABLES
from analytics.openalex.records import Authorship, Grant, Institution, Work

Cells = dict[str, list[Any]]
"""For each raw table the cells of its rows, one row after the other: a column is then a slice, ten times as fast."""


def no_cells() -> Cells:
    """An empty list for each raw table."""
    return {table: [] for table in RAW_TABLES}


def append_rows(cells: Cells, line_no: int, work: Work) -> None:
    """Add what ``work``, found on line ``line_no``, says to ``cells``."""
    abstract = in_reading_order(work.abstract_inverted_index)
    cells["raw_works"].extend(_work(line_no, work, abstract is not None))
    if abstract is not None:
        cells["raw_abstracts"].extend((line_no, abstract))
    for number, authorship in enumerate(work.authorships or (), 1):
        _append_authorship(cells, line_no, number, authorship)
    for no, topic in enumerate(work.topics or (), 1):
        cells["raw_topics"].extend((line_no, no, topic.id, _number(topic.score)))
    for no, concept in enumerate(concepts_of(work), 1):
        cells["raw_concepts"].extend((line_no, no, concept.id, concept.display_name, _number(concept.score)))
    if work.grants or work.awards or work.funders:
        cells["raw_funders"] += _funders(line_no, [*(work.grants or ()), *(work.awards or ()), *(work.funders or ())])


def _number(score: float | str | None) -> float | None:
    return float(score) if isinstance(score, str) else score


def _work(line_no: int, work: Work, has_abstract: bool) -> tuple[Any, ...]:
    access, percentile, place, topic = (
        work.open_access,
        work.citation_normalized_percentile,
        work.primary_location,
        work.primary_topic,
    )
    return (
        line_no,
        work.id,
        work.doi,
        work.display_name if work.title is None else work.title,
        work.publication_year,
        work.publication_date,
        work.type,
        work.type_crossref,
        work.language,
        work.updated_date,
        work.created_date,
        work.cited_by_count,
        work.fwci,
        work.is_retracted,
        work.is_paratext,
        work.is_xpac,
        work.is_authors_truncated,
        access.is_oa if access else None,
        access.oa_status if access else None,
        percentile.value if percentile else None,
        percentile.is_in_top_10_percent if percentile else None,
        place.source.id if place and place.source else None,
        topic.id if topic else None,
        len(work.authorships or ()),
        has_abstract,
    )


def _append_authorship(cells: Cells, line_no: int, number: int, authorship: Authorship) -> None:
    author, affiliations = authorship.author, authorship.affiliations
    cells["raw_authorships"].extend(
        (
            line_no,
            number,
            author.id if author else None,
            authorship.author_position,
            authorship.is_corresponding,
            bool(affiliations),
            bool(author and author.orcid),
        )
    )
    # Loops, as most of these lists hold one thing, and a comprehension costs a call.
    for no, institution in enumerate(authorship.institutions or (), 1):
        cells["raw_authorship_institutions"].extend(_institution(line_no, number, no, institution))
    for no, code in enumerate(authorship.countries or (), 1):
        cells["raw_authorship_countries"].extend((line_no, number, no, code))
    for no, affiliation in enumerate(affiliations or (), 1):
        cells["raw_affiliations"].extend((line_no, number, no, affiliation.raw_affiliation_string, True))
        for name in _once_each(affiliation.institution_ids or ()):
            cells["raw_affiliation_institutions"].extend((line_no, number, no, name))
    if not affiliations:
        for no, text in enumerate(_unmapped(authorship), 1):
            cells["raw_affiliations"].extend((line_no, number, no, text, False))


def _once_each(names: Sequence[str | None]) -> Iterable[str | None]:
    return names if len(names) < 2 else sorted({name for name in names if name})


def _institution(line_no: int, number: int, no: int, institution: Institution) -> tuple[Any, ...]:
    return (
        line_no,
        number,
        no,
        institution.id,
        institution.display_name,
        institution.ror,
        institution.country_code,
        institution.type,
        " ".join(filter(None, institution.lineage or ())) or None,
    )


def _unmapped(authorship: Authorship) -> Iterable[str | None]:
    """Strings that no one resolved one by one: a list, or until 2023 a single one."""
    if authorship.raw_affiliation_strings is not None:
        return authorship.raw_affiliation_strings
    return [authorship.raw_affiliation_string] if authorship.raw_affiliation_string else ()


def _funders(line_no: int, grants: list[Grant]) -> list[Any]:
    named = {
        (
            next((name for name in (grant.funder_id, grant.funder, grant.id) if name is not None), None),
            grant.funder_award_id if grant.award_id is None else grant.award_id,
        )
        for grant in grants
    }
    # An award nobody numbered comes last, as in SQL.
    ordered = sorted(named, key=lambda pair: (pair[0] or "", pair[1] is None, pair[1] or ""))
    return [cell for funder, award in ordered for cell in (line_no, funder, award)]
