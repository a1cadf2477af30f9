-- One row: what a kind of exposure of both builds makes of a work that moved, before and now.
-- key: side, profile_id, variant, work_id
with touched as (
    select work_id from ind_change_step
    group by work_id
),

variant as (
    select n.profile_id, n.variant, n.hk_mo
    from tag_profile_variant as n
    inner join past_profile_variant as p
        on n.profile_id = p.profile_id and n.variant = p.variant and n.hk_mo = p.hk_mo
)

select 'now' as side, v.profile_id, v.variant, v.hk_mo, m.work_id, e.work_id is not null as is_exposed
from touched as m
cross join variant as v
left join ind_work_exposed as e on v.profile_id = e.profile_id and v.variant = e.variant and m.work_id = e.work_id
union all
select 'past' as side, v.profile_id, v.variant, v.hk_mo, m.work_id, e.work_id is not null as is_exposed
from touched as m
cross join variant as v
left join past_work_exposed as e on v.profile_id = e.profile_id and v.variant = e.variant and m.work_id = e.work_id
