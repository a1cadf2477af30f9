-- One row: an institution and a distinct affiliation string that was resolved to it.
-- key: institution_id, affiliation_string
-- units: links are affiliations of authorships
select a.institution_id, s.affiliation_string, count(*) as links
from stg_affiliation_institution as a
inner join stg_affiliation as s
    on a.work_id = s.work_id and a.authorship_no = s.authorship_no and a.affiliation_no = s.affiliation_no
where s.affiliation_string is not null
group by a.institution_id, s.affiliation_string
