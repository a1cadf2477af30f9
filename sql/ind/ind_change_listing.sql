-- One row: a work of both builds that is exposed to other profiles than before.
-- key: work_id
-- method: profiles that came, went or count Hong Kong and Macao otherwise are left to ind_change_whole
with variant as (
    select n.profile_id, n.variant
    from tag_profile_variant as n
    inner join past_profile_variant as p
        on n.profile_id = p.profile_id and n.variant = p.variant and n.hk_mo = p.hk_mo
),

side as (
    select e.work_id, e.profile_id, e.variant, 1 as side from ind_work_exposed as e
    inner join variant as v on e.profile_id = v.profile_id and e.variant = v.variant
    union all
    select e.work_id, e.profile_id, e.variant, -1 as side from past_work_exposed as e
    inner join variant as v on e.profile_id = v.profile_id and e.variant = v.variant
),

differing as (
    select work_id from side
    group by work_id, profile_id, variant
    having sum(side) <> 0
)

select d.work_id
from differing as d
inner join stg_works as n on d.work_id = n.work_id
inner join past_works as p on d.work_id = p.work_id
cross join past_run as r
where r.is_compared
group by d.work_id
