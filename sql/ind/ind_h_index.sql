-- One row: the h-index of a unit in a technology and window; units without a cited work have none.
-- key: unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
-- method: the largest min(c, works cited at least c times) over the citation counts c that occur
with counted as (
    select
        c.unit_kind, c.unit_id, c.technology_id, c.tag_scope, w.window_years, w.last_year, c.cited_by_count,
        sum(c.works) as works
    from ind_unit_citation_year as c
    inner join stg_window as w on c.publication_year between w.first_year and w.last_year
    group by
        c.unit_kind, c.unit_id, c.technology_id, c.tag_scope, w.window_years, w.last_year, c.cited_by_count
),

cumulated as (
    select
        unit_kind, unit_id, technology_id, tag_scope, window_years, last_year, cited_by_count,
        sum(works) over (
            partition by unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
            order by cited_by_count desc
            rows between unbounded preceding and current row
        ) as works_cited_as_often
    from counted
)

select
    unit_kind, unit_id, technology_id, tag_scope, window_years, last_year,
    cast(max(least(cited_by_count, works_cited_as_often)) as bigint) as h_index
from cumulated
group by unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
