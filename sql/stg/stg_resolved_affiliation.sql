-- One row: an affiliation string that was resolved to an institution: to how many, and of which countries.
-- key: work_id, authorship_no, affiliation_no
-- method: as in stg_resolved_authorship; the country of an institution that its authorship does not carry is not known
select
    a.work_id, a.authorship_no, a.affiliation_no, count(*) as institutions, count(i.country_code) as located,
    min(i.country_code) as first_country, max(i.country_code) as last_country
from stg_affiliation_institution as a
left join stg_authorship_institution as i
    on a.work_id = i.work_id and a.authorship_no = i.authorship_no and a.institution_id = i.institution_id
group by a.work_id, a.authorship_no, a.affiliation_no
