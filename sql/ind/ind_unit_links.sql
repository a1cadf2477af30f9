-- One row: a unit's works and links of a technology in a window, beside those of the world.
-- key: unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
with total as (
    select
        unit_kind, unit_id, technology_id, tag_scope, window_years, first_year, last_year,
        cast(sum(works) as bigint) as works, cast(sum(shared_works) as bigint) as shared_works,
        cast(sum(links) as bigint) as links
    from ind_unit_links_field
    group by unit_kind, unit_id, technology_id, tag_scope, window_years, first_year, last_year
)

select
    t.unit_kind, t.unit_id, t.technology_id, t.tag_scope, t.window_years, t.first_year, t.last_year,
    t.works, t.shared_works, t.links, w.shared_works as shared_works_world, w.links as links_world
from total as t
inner join total as w
    on
        t.unit_kind = w.unit_kind and w.unit_id = 'world' and t.technology_id = w.technology_id
        and t.tag_scope = w.tag_scope and t.window_years = w.window_years and t.last_year = w.last_year
where t.unit_id <> 'world'
