"""The way back from a figure: exposed works, the affiliation strings on them, and the listings behind."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.reports.facts import Row
from analytics.reports.scope import ALL_WORKS, Scope
from analytics.warehouse.published import Published

WORKS_SHOWN = 30
LISTINGS_SHOWN = 40

# Every query starts here: the evidence rows behind one institution's exposed works under one profile.
_MINE = """
with mine as (
    select e.* from out_evidence as e
    inner join out_evidence_work as w
        on e.profile_id = w.profile_id and e.variant = w.variant and e.work_id = w.work_id
    where w.institution_id = ? and w.profile_id = ?
    and (? = 'all' or list_contains(string_split(w.technologies, '; '), ?))
)
"""


@dataclass(frozen=True)
class Trail:
    """Evidence of one institution under one profile.

    ``strings``: one row per work, affiliation string, institution and listing, newest works first, for the
    first ``WORKS_SHOWN`` of ``works`` works. ``listings``: one row per listing, the most frequent first,
    at most ``LISTINGS_SHOWN`` of ``listings_found``. ``countries``: works per counterpart country.
    """

    works: int
    strings: tuple[Row, ...]
    listings_found: int
    listings: tuple[Row, ...]
    countries: tuple[Row, ...]


def read_trail(published: Published, institution_id: str, profile_id: str, scope: Scope) -> Trail:
    """Read the evidence; nothing here depends on the order in which rows are stored."""
    given = (institution_id, profile_id, scope.technology_id, scope.technology_id)

    def rows(select: str) -> tuple[Row, ...]:
        return tuple(published.rows(_MINE + select, given))

    totals = rows("select count(distinct work_id) as works, count(distinct listing_id) as listings from mine")
    return Trail(
        works=totals[0]["works"],
        strings=rows(_STRINGS),
        listings_found=totals[0]["listings"],
        listings=rows(_LISTINGS),
        countries=rows(_COUNTRIES),
    )


_STRINGS = f"""
, shown as (
    select work_id, max(publication_date) as latest from mine
    group by work_id order by latest desc nulls last, work_id limit {WORKS_SHOWN}
)
select mine.work_id, min(doi) as doi, min(title) as title, min(year) as year, affiliation_string,
    institution_id, min(institution_name) as institution_name, min(country_code) as country_code,
    string_agg(distinct variant, ';' order by variant) as variants,
    listing_id, min(list_title) as list_title, min(name_as_listed) as name_as_listed,
    min(effective_from) as effective_from, min(source_url) as source_url,
    min(relation) as relation, min(via_id) as via_id,
    count(distinct authorship_no) as authorships
from mine inner join shown on mine.work_id = shown.work_id
group by mine.work_id, affiliation_string, institution_id, listing_id
order by max(latest) desc nulls last, mine.work_id, min(authorship_no), affiliation_string,
    institution_id, listing_id nulls last
"""

_LISTINGS = f"""
select listing_id, min(list_id) as list_id, min(list_title) as list_title,
    min(name_as_listed) as name_as_listed, min(effective_from) as effective_from,
    min(source_url) as source_url, min(listing_evidence) as listing_evidence,
    relation, via_id,
    string_agg(distinct institution_name, '; ' order by institution_name) as institutions,
    count(distinct work_id) filter (where variant = 'listed_then') as works_then,
    count(distinct work_id) filter (where variant = 'listed_now') as works_now
from mine where listing_id is not null
group by listing_id, relation, via_id
order by greatest(works_then, works_now) desc, listing_id, relation, via_id limit {LISTINGS_SHOWN}
"""

_COUNTRIES = """
select country_code, count(distinct work_id) as works from mine
where variant = 'country' group by country_code order by works desc, country_code
"""


def query_for_all(institution_id: str, profile_id: str, scope: Scope) -> str:
    """The SQL that gives every evidence row of this report from the published file."""
    narrowed = (
        ""
        if scope.technology_id == ALL_WORKS
        else (f"\n  and list_contains(string_split(w.technologies, '; '), '{scope.technology_id}')")
    )
    return (
        "select e.* from out_evidence e join out_evidence_work w\n"
        "  on e.profile_id = w.profile_id and e.variant = w.variant and e.work_id = w.work_id\n"
        f"where w.institution_id = '{institution_id}' and w.profile_id = '{profile_id}'{narrowed}\n"
        "order by e.publication_date desc, e.work_id, e.authorship_no;"
    )
