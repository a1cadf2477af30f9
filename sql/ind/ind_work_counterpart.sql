-- One row: a unit of a profile's counterpart set W on a work.
-- key: profile_id, variant, work_id, counterpart_id
-- method: `country`, a country of the profile on the publication date; `listed_then`, an institution listed on that
--   date; `listed_now`, an institution listed on the day the build stands for
select v.profile_id, v.variant, u.work_id, u.unit_id as counterpart_id, max(u.weight) as weight
from tag_profile_variant as v
inner join ref_profile_country as c on v.profile_id = c.profile_id
inner join ind_work_unit as u on c.country_code = u.unit_id and v.hk_mo = u.hk_mo
inner join stg_works as w on u.work_id = w.work_id
where
    v.variant = 'country' and u.unit_kind = 'country'
    and w.publication_date >= coalesce(c.valid_from, w.publication_date)
    and (c.valid_until is null or w.publication_date < c.valid_until)
group by v.profile_id, v.variant, u.work_id, u.unit_id
union all
select v.profile_id, v.variant, u.work_id, u.unit_id as counterpart_id, max(u.weight) as weight
from tag_profile_variant as v
inner join tag_profile_listing as i on v.profile_id = i.profile_id
inner join ind_work_unit as u on i.institution_id = u.unit_id
inner join stg_works as w on u.work_id = w.work_id
cross join ref_parameter as p
where
    u.unit_kind = 'institution'
    and (
        (
            v.variant = 'listed_then' and i.effective_from <= w.publication_date
            and (i.listed_until is null or w.publication_date < i.listed_until)
        )
        or (
            v.variant = 'listed_now' and i.effective_from <= p.as_of
            and (i.listed_until is null or p.as_of < i.listed_until)
        )
    )
group by v.profile_id, v.variant, u.work_id, u.unit_id
