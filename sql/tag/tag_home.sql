-- One row: a technology, something wider it is part of, or all works together.
-- key: home_kind, home_id
-- units: technologies is how many it takes together; null for all works
-- method: homes of a kind that take the same technologies together are counted once, as the first of them (counted_as)
with home as (
    select 'technology' as home_kind, technology_id as home_id, technology_id, technology_name as home_name
    from ref_technology
    union all
    select h.home_kind, h.home_id, h.technology_id, o.item_name as home_name
    from tag_home_technology as h
    left join ref_technology_official as o
        on h.technology_id = o.technology_id and h.home_id = concat(o.list_code, ':', o.item_code)
),

taken as (
    select
        home_kind, home_id, coalesce(max(home_name), home_id) as home_name, count(*) as technologies,
        array_to_string(list_sort(array_agg(cast(technology_id as varchar))), ' ') as together
    from home
    group by home_kind, home_id
),

first_of as (
    select home_kind, together, min(home_id) as counted_as
    from taken
    group by home_kind, together
)

select t.home_kind, t.home_id, f.counted_as, t.home_name, t.technologies
from taken as t
inner join first_of as f on t.home_kind = f.home_kind and t.together = f.together
union all
select 'technology' as home_kind, 'all' as home_id, 'all' as counted_as, 'All works' as home_name, null as technologies
