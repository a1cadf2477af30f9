-- One row: a country of an author in a year, for authors with several countries. Author ids stay in this layer.
-- key: author_id, publication_year, country_code
with seat as (
    select
        a.author_id, w.publication_year, c.country_code, max(case when a.has_orcid then 1 else 0 end) as has_orcid
    from stg_credit as c
    inner join stg_authorship as a on c.work_id = a.work_id and c.authorship_no = a.authorship_no
    inner join stg_works as w on c.work_id = w.work_id
    where a.author_id is not null and c.country_code <> 'unknown'
    group by a.author_id, w.publication_year, c.country_code
),

mobile as (
    select author_id, max(has_orcid) = 1 as has_orcid from seat
    group by author_id
    having min(country_code) <> max(country_code)
)

select s.author_id, s.publication_year, s.country_code, m.has_orcid
from seat as s
inner join mobile as m on s.author_id = m.author_id
