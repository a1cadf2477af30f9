-- One row: a work that names a funder of a profile's countries.
-- key: profile_id, work_id
-- method: the country is the one in the funder's own record
with funder as (
    select
        v.profile_id, v.hk_mo, d.funder_id,
        case when v.hk_mo = 'as_cn' and d.country_code in ('HK', 'MO') then 'CN' else d.country_code end as country_code
    from tag_profile_variant as v
    cross join stg_funder as d
    where v.variant = 'country'
)

select d.profile_id, d.hk_mo, f.work_id, w.publication_year
from stg_work_funder as f
inner join stg_works as w on f.work_id = w.work_id
inner join funder as d on f.funder_id = d.funder_id
inner join ref_profile_country as c on d.profile_id = c.profile_id and d.country_code = c.country_code
where
    w.publication_date >= coalesce(c.valid_from, w.publication_date)
    and (c.valid_until is null or w.publication_date < c.valid_until)
group by d.profile_id, d.hk_mo, f.work_id, w.publication_year
