-- One row: an affiliation string whose institutions all have a country.
-- key: work_id, authorship_no, affiliation_no
-- method: countries is 1 where they all lie in one; where the source maps no strings, a single string stands for all
--   institutions of its authorship
with resolved as (
    select
        a.work_id, a.authorship_no, a.affiliation_no, min(i.country_code) as country_code,
        count(distinct i.country_code) as countries
    from stg_affiliation_institution as a
    left join stg_authorship_institution as i
        on a.work_id = i.work_id and a.authorship_no = i.authorship_no and a.institution_id = i.institution_id
    group by a.work_id, a.authorship_no, a.affiliation_no
    having count(*) = count(i.country_code)
),

carried as (
    select
        i.work_id, i.authorship_no, min(i.country_code) as country_code, count(distinct i.country_code) as countries
    from stg_authorship_institution as i
    group by i.work_id, i.authorship_no
    having count(*) = count(i.country_code)
),

single as (
    select work_id, authorship_no, min(affiliation_no) as affiliation_no
    from stg_affiliation
    where not is_mapped
    group by work_id, authorship_no
    having count(*) = 1
)

select work_id, authorship_no, affiliation_no, country_code, countries from resolved
union all
select c.work_id, c.authorship_no, s.affiliation_no, c.country_code, c.countries
from carried as c
inner join single as s on c.work_id = s.work_id and c.authorship_no = s.authorship_no
