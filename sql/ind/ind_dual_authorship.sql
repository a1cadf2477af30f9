-- One row: an authorship that carries a unit and, beside it, W. Author ids stay in this layer.
-- key: profile_id, variant, unit_kind, unit_id, work_id, authorship_no
-- method: what lies in the unit itself is not counted as W beside it
with placed as (
    select e.profile_id, e.variant, c.work_id, c.authorship_no, c.institution_id, u.unit_id as country_id
    from ind_work_exposed as e
    inner join stg_credit as c on e.work_id = c.work_id
    inner join stg_country_unit as u on c.country_code = u.country_code and e.hk_mo = u.hk_mo
    where not coalesce(c.is_whole, false)
),

inside as (
    select p.profile_id, p.variant, p.work_id, p.authorship_no, p.institution_id, p.country_id
    from placed as p
    inner join ind_work_counterpart as c
        on
            p.profile_id = c.profile_id and p.variant = c.variant and p.work_id = c.work_id
            and c.counterpart_id = case when p.variant = 'country' then p.country_id else p.institution_id end
),

dual as (
    select p.profile_id, p.variant, 'institution' as unit_kind, p.institution_id as unit_id, p.work_id, p.authorship_no
    from placed as p
    inner join inside as w
        on
            p.profile_id = w.profile_id and p.variant = w.variant and p.work_id = w.work_id
            and p.authorship_no = w.authorship_no and p.institution_id <> w.institution_id
    union
    select p.profile_id, p.variant, 'country' as unit_kind, p.country_id as unit_id, p.work_id, p.authorship_no
    from placed as p
    inner join inside as w
        on
            p.profile_id = w.profile_id and p.variant = w.variant and p.work_id = w.work_id
            and p.authorship_no = w.authorship_no and p.country_id <> w.country_id
)

select d.profile_id, d.variant, d.unit_kind, d.unit_id, d.work_id, d.authorship_no, a.author_id
from dual as d
inner join stg_authorship as a on d.work_id = a.work_id and d.authorship_no = a.authorship_no
where d.unit_id <> 'unknown'
