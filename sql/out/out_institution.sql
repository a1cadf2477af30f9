-- One row: an institution that stands on at least one staged work.
-- key: institution_id
-- institution_id [id]: OpenAlex institution id
-- institution_name [text]: name, as its own record has it where one is held, else the newest work
-- country_code [code]: ISO 3166-1 alpha-2 code
-- institution_type [code]: OpenAlex type (education, company, facility, …)
-- ror_id [id]: ROR id, nine characters
-- latitude [degrees]: where it lies; null without a record of its own
-- longitude [degrees]: where it lies; null without a record of its own
-- works [works]: works, full counting
-- first_year [year]: first publication year
-- last_year [year]: last publication year
-- is_listed_now [flag]: exactly this institution is on some list on the day the build stands for
-- is_synthetic [flag]: the id lies in the range reserved for invented institutions
with listed as (
    select l.institution_id
    from tag_institution_listing as l
    cross join ref_parameter as p
    where l.effective_from <= p.as_of and (l.listed_until is null or p.as_of < l.listed_until)
    group by l.institution_id
)

select
    i.institution_id, i.institution_name, i.country_code, i.institution_type, i.ror_id, i.latitude, i.longitude,
    count(*) as works, min(w.publication_year) as first_year, max(w.publication_year) as last_year,
    max(case when listed.institution_id is not null then 1 else 0 end) = 1 as is_listed_now,
    i.institution_id like 'I9990______' as is_synthetic
from stg_institution as i
inner join ind_work_unit as u on i.institution_id = u.unit_id
inner join stg_works as w on u.work_id = w.work_id
left join listed on i.institution_id = listed.institution_id
where u.unit_kind = 'institution'
group by
    i.institution_id, i.institution_name, i.country_code, i.institution_type, i.ror_id, i.latitude, i.longitude
