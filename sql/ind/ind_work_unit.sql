-- One row: an institution or a country on a work, 'unknown' included.
-- key: hk_mo, unit_kind, work_id, unit_id
-- method: full count 1, fractional count `weight`; the weights of a kind sum to 1 for every work
select
    'own' as hk_mo, 'institution' as unit_kind, work_id, institution_id as unit_id,
    cast(sum(weight) as decimal(18, 17)) as weight
from stg_credit
group by work_id, institution_id
union all
select
    u.hk_mo, 'country' as unit_kind, c.work_id, u.unit_id,
    cast(sum(c.weight) as decimal(18, 17)) as weight
from stg_credit as c
inner join stg_country_unit as u on c.country_code = u.country_code
group by u.hk_mo, c.work_id, u.unit_id
