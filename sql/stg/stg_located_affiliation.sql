-- One row: an affiliation string whose institutions all have a country.
-- key: work_id, authorship_no, affiliation_no
-- method: where the source maps no strings, a single string stands for all institutions of its authorship
with single as (
    select work_id, authorship_no, min(affiliation_no) as affiliation_no
    from stg_affiliation
    where not is_mapped
    group by work_id, authorship_no
    having count(*) = 1
)

select work_id, authorship_no, affiliation_no, first_country, last_country
from stg_resolved_affiliation
where located = institutions
union all
select c.work_id, c.authorship_no, s.affiliation_no, c.first_country, c.last_country
from stg_resolved_authorship as c
inner join single as s on c.work_id = s.work_id and c.authorship_no = s.authorship_no
where c.located = c.institutions
