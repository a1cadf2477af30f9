-- One row: an institution or a country on a work, 'unknown' included.
-- key: hk_mo, unit_kind, work_id, unit_id
-- units: authorships are those of the work that carry the unit
-- method: full count 1, fractional count `weight`; the weights of a kind sum to 1 for every work. Only an authorship whose
--   credit is split can give one unit several parts
with institution as (
    select work_id, institution_id as unit_id, weight from stg_credit
    where coalesce(is_whole, false)
    union all
    select work_id, institution_id as unit_id, sum(weight) as weight from stg_credit
    where not coalesce(is_whole, false)
    group by work_id, institution_id, authorship_no
),

country as (
    select u.hk_mo, c.work_id, u.unit_id, c.weight
    from stg_credit as c
    inner join stg_country_unit as u on c.country_code = u.country_code
    where coalesce(c.is_whole, false)
    union all
    select u.hk_mo, c.work_id, u.unit_id, sum(c.weight) as weight
    from stg_credit as c
    inner join stg_country_unit as u on c.country_code = u.country_code
    where not coalesce(c.is_whole, false)
    group by u.hk_mo, c.work_id, u.unit_id, c.authorship_no
)

select
    'own' as hk_mo, 'institution' as unit_kind, work_id, unit_id,
    cast(sum(weight) as decimal(18, 17)) as weight, count(*) as authorships
from institution
group by work_id, unit_id
union all
select
    hk_mo, 'country' as unit_kind, work_id, unit_id,
    cast(sum(weight) as decimal(18, 17)) as weight, count(*) as authorships
from country
group by hk_mo, work_id, unit_id
