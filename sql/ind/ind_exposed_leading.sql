-- One row: a part of an exposed work's lead, and whether it lies in W.
-- key: profile_id, variant, work_id, institution_id, country_id
-- method: country_id is the unit the country counts as
with part as (
    select
        e.profile_id, e.variant, e.work_id, l.institution_id, u.unit_id as country_id,
        max(case when l.is_corresponding then 1 else 0 end) as is_marked, sum(l.weight) as weight
    from ind_work_exposed as e
    inner join ind_leading_credit as l on e.work_id = l.work_id
    inner join stg_country_unit as u on l.country_code = u.country_code and e.hk_mo = u.hk_mo
    group by e.profile_id, e.variant, e.work_id, l.institution_id, u.unit_id
)

select
    p.profile_id, p.variant, p.work_id, p.institution_id, p.country_id, p.is_marked = 1 as is_corresponding, p.weight,
    c.counterpart_id is not null as is_counterpart
from part as p
left join ind_work_counterpart as c
    on
        p.profile_id = c.profile_id and p.variant = c.variant and p.work_id = c.work_id
        and c.counterpart_id = case when p.variant = 'country' then p.country_id else p.institution_id end
