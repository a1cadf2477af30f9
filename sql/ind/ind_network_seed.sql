-- One row: an institution of a profile's counterpart set W on the day the build stands for, where walks may end.
-- key: profile_id, variant, institution_id
-- method: `country`, in a country of the profile; `listed_now`, on a list of the profile
select v.profile_id, v.variant, i.institution_id
from tag_profile_variant as v
inner join ref_profile_country as c on v.profile_id = c.profile_id
inner join stg_country_unit as u on c.country_code = u.unit_id and v.hk_mo = u.hk_mo
inner join stg_institution as i on u.country_code = i.country_code
cross join ref_parameter as p
where
    v.variant = 'country' and p.as_of >= coalesce(c.valid_from, p.as_of)
    and (c.valid_until is null or p.as_of < c.valid_until)
group by v.profile_id, v.variant, i.institution_id
union all
select v.profile_id, v.variant, t.institution_id
from tag_profile_variant as v
inner join tag_profile_listing as t on v.profile_id = t.profile_id
cross join ref_parameter as p
where
    v.variant = 'listed_now' and t.effective_from <= p.as_of
    and (t.listed_until is null or p.as_of < t.listed_until)
group by v.profile_id, v.variant, t.institution_id
