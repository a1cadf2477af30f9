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

select 'now' as side, e.profile_id, e.variant, v.hk_mo, e.work_id, e.is_exposed
from touched as m
inner join ind_work_exposure as e on m.work_id = e.work_id
inner join variant as v on e.profile_id = v.profile_id and e.variant = v.variant
union all
select 'past' as side, e.profile_id, e.variant, v.hk_mo, e.work_id, e.is_exposed
from touched as m
inner join past_work_exposure as e on m.work_id = e.work_id
inner join variant as v on e.profile_id = v.profile_id and e.variant = v.variant
