-- One row: a country by which strings are known, and what the country rule makes of those strings; 'unknown' the rest.
-- key: country_code
-- method: strings are distinct; known by the country of their institutions, sampled by hash (see stg_string)
select
    coalesce(known_country_code, 'unknown') as country_code, count(*) as strings, count(country_code) as answered,
    count(case when country_code = known_country_code then 1 end) as agreeing
from stg_string_country
group by coalesce(known_country_code, 'unknown')
