-- One row: a unit that itself belongs to a profile's counterpart set W, at any time.
-- key: profile_id, variant, unit_kind, unit_id
with country as (
    select v.profile_id, v.variant, u.hk_mo, u.country_code, u.unit_id
    from tag_profile_variant as v
    inner join ref_profile_country as c on v.profile_id = c.profile_id
    inner join stg_country_unit as u on c.country_code = u.unit_id and v.hk_mo = u.hk_mo
    where v.variant = 'country'
)

select profile_id, variant, 'country' as unit_kind, unit_id
from country
group by profile_id, variant, unit_id
union all
select c.profile_id, c.variant, 'institution' as unit_kind, i.institution_id as unit_id
from country as c
inner join stg_institution as i on c.country_code = i.country_code
group by c.profile_id, c.variant, i.institution_id
union all
select v.profile_id, v.variant, 'institution' as unit_kind, i.institution_id as unit_id
from tag_profile_variant as v
inner join tag_profile_listing as i on v.profile_id = i.profile_id
where v.variant in ('listed_then', 'listed_now')
group by v.profile_id, v.variant, i.institution_id
