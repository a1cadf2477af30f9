-- One row: the credit of a work that one authorship gives one institution and country; 'unknown' where nobody knows.
-- key: work_id, authorship_no, affiliation_no, institution_id, country_code
-- method: Σ weight over a work is 1; the country is the institution's, or, where no institution of the authorship
--   has one, evenly the countries the authorship lists
with listed as (
    select work_id, authorship_no, count(*) as countries
    from stg_authorship_country
    group by work_id, authorship_no
)

select
    s.work_id, s.authorship_no, s.affiliation_no,
    coalesce(s.institution_id, 'unknown') as institution_id,
    coalesce(i.country_code, c.country_code, 'unknown') as country_code,
    cast(s.share / w.authorships / coalesce(l.countries, 1) as decimal(18, 17)) as weight
from stg_share as s
inner join stg_works as w on s.work_id = w.work_id
left join stg_authorship_institution as i
    on s.work_id = i.work_id and s.authorship_no = i.authorship_no and s.institution_id = i.institution_id
left join listed as l on s.work_id = l.work_id and s.authorship_no = l.authorship_no
left join stg_authorship_country as c on s.work_id = c.work_id and s.authorship_no = c.authorship_no
union all
select
    work_id, 0 as authorship_no, 0 as affiliation_no, 'unknown' as institution_id, 'unknown' as country_code,
    cast(1 as decimal(18, 17)) as weight
from stg_works
where authorships = 0
