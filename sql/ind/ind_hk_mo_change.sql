-- One row: a work whose exposure to a profile's countries depends on how Hong Kong and Macao count.
-- key: profile_id, work_id
-- units: change is 1 where the other reading exposes the work, −1 where it no longer does
-- method: `own` and `as_cn` change places; only works with credit in Hong Kong or Macao can differ
with touched as (
    select work_id from stg_credit
    where country_code in ('HK', 'MO')
    group by work_id
),

placed as (
    select
        v.profile_id, c.work_id, w.publication_date,
        case when v.hk_mo = 'own' and c.country_code in ('HK', 'MO') then 'CN' else c.country_code end as other_unit,
        case when v.hk_mo = 'as_cn' and c.country_code in ('HK', 'MO') then 'CN' else c.country_code end as own_unit
    from touched as t
    inner join stg_credit as c on t.work_id = c.work_id
    inner join stg_works as w on t.work_id = w.work_id
    cross join tag_profile_variant as v
    where v.variant = 'country'
),

judged as (
    select
        p.profile_id, p.work_id,
        max(case when p.other_unit = c.country_code then 1 else 0 end) as other_exposed,
        max(case when p.own_unit = c.country_code then 1 else 0 end) as own_exposed
    from placed as p
    inner join ref_profile_country as c
        on p.profile_id = c.profile_id and c.country_code in (p.other_unit, p.own_unit)
    where
        p.publication_date >= coalesce(c.valid_from, p.publication_date)
        and (c.valid_until is null or p.publication_date < c.valid_until)
    group by p.profile_id, p.work_id
)

select profile_id, work_id, other_exposed - own_exposed as change
from judged
where other_exposed <> own_exposed
