-- One row: a technology of both builds that a work which moved is counted under, before and now.
-- key: side, work_id, technology_id, tag_scope
with touched as (
    select work_id from ind_change_step
    group by work_id
),

technology as (
    select n.technology_id from ref_technology as n
    inner join past_technology as p on n.technology_id = p.technology_id
    union all
    select 'all' as technology_id
)

select 'now' as side, s.work_id, s.technology_id, s.tag_scope
from touched as m
inner join tag_work_scope as s on m.work_id = s.work_id
inner join technology as t on s.technology_id = t.technology_id
union all
select 'past' as side, s.work_id, s.technology_id, s.tag_scope
from touched as m
inner join past_work_scope as s on m.work_id = s.work_id
inner join technology as t on s.technology_id = t.technology_id
