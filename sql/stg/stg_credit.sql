-- One row: the credit of a work that one authorship gives one institution and country; 'unknown' where nobody knows.
-- key: work_id, authorship_no, affiliation_no, institution_id, country_code
-- units: is_whole where it is all the credit of the authorship, as most is
-- method: Σ weight over a work is 1; the country is the institution's; else the one the rule reads in the very string;
--   else evenly the countries the authorship lists (where none of its institutions has one); else, where the source maps
--   no strings, evenly those of the authorship's strings
select
    s.work_id, s.authorship_no, s.affiliation_no, s.institution_id,
    coalesce(i.country_code, a.country_code, c.country_code, 'unknown') as country_code,
    cast(s.share / w.authorships * coalesce(c.share, 1) as decimal(18, 17)) as weight,
    s.share * coalesce(c.share, 1) = 1 as is_whole
from stg_share as s
inner join stg_works as w on s.work_id = w.work_id
left join stg_authorship_institution as i
    on s.work_id = i.work_id and s.authorship_no = i.authorship_no and s.institution_id = i.institution_id
left join stg_affiliation_country as a
    on s.work_id = a.work_id and s.authorship_no = a.authorship_no and s.affiliation_no = a.affiliation_no
left join stg_country_share as c
    on
        s.work_id = c.work_id and s.authorship_no = c.authorship_no and (s.affiliation_no = 0 or not c.is_by_string)
        and i.country_code is null and a.country_code is null
union all
select
    work_id, 0 as authorship_no, 0 as affiliation_no, 'unknown' as institution_id, 'unknown' as country_code,
    cast(1 as decimal(18, 17)) as weight, true as is_whole
from stg_works
where authorships = 0
