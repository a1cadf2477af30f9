-- One row: an institution that an authorship carries; placeholders without an id are no institutions.
-- key: work_id, authorship_no, institution_id
select
    w.work_id, i.authorship_no, i.institution_id, max(i.institution_name) as institution_name,
    max(i.ror_id) as ror_id, max(i.country_code) as country_code, max(i.institution_type) as institution_type,
    max(i.lineage) as lineage
from stg_works as w
inner join raw_authorship_institutions as i on w.part_id = i.part_id and w.line_no = i.line_no
where i.institution_id is not null
group by w.work_id, i.authorship_no, i.institution_id
