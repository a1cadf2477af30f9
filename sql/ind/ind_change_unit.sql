-- One row: a unit of a work that moved, before and now.
-- key: side, hk_mo, unit_kind, work_id, unit_id
with touched as (
    select work_id from ind_change_step
    group by work_id
)

select 'now' as side, u.hk_mo, u.unit_kind, u.work_id, u.unit_id, w.publication_year, u.weight
from touched as m
inner join ind_work_unit as u on m.work_id = u.work_id
inner join stg_works as w on m.work_id = w.work_id
where u.unit_id <> 'unknown'
union all
select 'past' as side, u.hk_mo, u.unit_kind, u.work_id, u.unit_id, w.publication_year, u.weight
from touched as m
inner join past_work_unit as u on m.work_id = u.work_id
inner join past_works as w on m.work_id = w.work_id
where u.unit_id <> 'unknown'
