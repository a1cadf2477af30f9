-- One row: an affiliation string not all of whose institutions have a country, with the country the rule reads in it.
-- key: work_id, authorship_no, affiliation_no
select s.work_id, s.authorship_no, s.affiliation_no, r.country_code
from stg_affiliation as s
inner join stg_string_country as r on s.affiliation_string = r.affiliation_string
left join stg_located_affiliation as l
    on s.work_id = l.work_id and s.authorship_no = l.authorship_no and s.affiliation_no = l.affiliation_no
where r.country_code is not null and l.work_id is null
