-- One row: the unit a country code counts as, with Hong Kong and Macao on their own or as part of CN.
-- key: hk_mo, country_code
with counting as (
    select 'own' as hk_mo
    union
    select hk_mo from ref_profile
),

country as (
    select country_code from stg_credit
    group by country_code
)

select
    counting.hk_mo, country.country_code,
    case
        when counting.hk_mo = 'as_cn' and country.country_code in ('HK', 'MO') then 'CN'
        else country.country_code
    end as unit_id
from country
cross join counting
