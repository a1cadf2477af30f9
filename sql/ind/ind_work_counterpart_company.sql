-- One row: a work with a company of W: in a country of W, or itself listed.
-- key: profile_id, variant, work_id
select v.profile_id, v.variant, u.work_id
from tag_profile_variant as v
cross join ind_work_unit as u
inner join stg_institution as i on u.unit_id = i.institution_id
left join stg_country_unit as n on i.country_code = n.country_code and v.hk_mo = n.hk_mo
inner join ind_work_counterpart as c
    on
        v.profile_id = c.profile_id and v.variant = c.variant and u.work_id = c.work_id
        and c.counterpart_id = case when v.variant = 'country' then n.unit_id else u.unit_id end
where u.unit_kind = 'institution' and i.institution_type = 'company'
group by v.profile_id, v.variant, u.work_id
