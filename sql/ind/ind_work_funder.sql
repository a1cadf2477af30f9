-- One row: a work that names funders.
-- key: work_id
-- units: is_of_unknown_country: the own record of some funder says no country, or there is none
select f.work_id, max(case when d.country_code is null then 1 else 0 end) = 1 as is_of_unknown_country
from stg_work_funder as f
inner join stg_funder as d on f.funder_id = d.funder_id
group by f.work_id
