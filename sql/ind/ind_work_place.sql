-- One row: a place that a work comes from, as a point on the unit sphere.
-- key: work_id, place_id
-- method: where an institution's own record has coordinates, these; a country whose institutions on the work have none
--   stands in with its point in ref_country
with credit as (
    select c.work_id, c.institution_id, c.country_code, i.latitude, i.longitude
    from stg_credit as c
    left join stg_institution as i on c.institution_id = i.institution_id
    group by c.work_id, c.institution_id, c.country_code, i.latitude, i.longitude
),

located as (
    select work_id, country_code from credit
    where latitude is not null and longitude is not null
    group by work_id, country_code
),

place as (
    select work_id, institution_id as place_id, latitude, longitude
    from credit
    where latitude is not null and longitude is not null
    group by work_id, institution_id, latitude, longitude
    union all
    select c.work_id, c.country_code as place_id, r.latitude, r.longitude
    from credit as c
    inner join ref_country as r on c.country_code = r.country_code
    left join located as l on c.work_id = l.work_id and c.country_code = l.country_code
    where l.work_id is null and r.latitude is not null and r.longitude is not null
    group by c.work_id, c.country_code, r.latitude, r.longitude
)

select
    work_id, place_id, cos(radians(latitude)) * cos(radians(longitude)) as x,
    cos(radians(latitude)) * sin(radians(longitude)) as y, sin(radians(latitude)) as z
from place
