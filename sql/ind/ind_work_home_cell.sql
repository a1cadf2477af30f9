-- One row: a work in a cell of which the unit, or what it is counted in, is wider than those of ind_unit_year.
-- key: hk_mo, unit_kind, unit_id, home_kind, home_id, work_id
-- view: ten times as many rows as works
-- method: families and groups of countries in all works, technologies and groups of them; institutions and countries in
--   groups and in items of official lists
with scope as (
    select work_id, 'technology' as home_kind, technology_id as home_id from tag_work_scope
    where tag_scope = 'high'
    union all
    select work_id, home_kind, home_id from tag_work_home
)

select u.hk_mo, u.unit_kind, u.unit_id, s.home_kind, s.home_id, u.work_id, u.weight
from ind_work_home as u
inner join scope as s on u.work_id = s.work_id
where s.home_kind <> 'item'
union all
select u.hk_mo, u.unit_kind, u.unit_id, s.home_kind, s.home_id, u.work_id, u.weight
from ind_work_unit as u
inner join scope as s on u.work_id = s.work_id
where s.home_kind <> 'technology' and u.unit_id <> 'unknown'
