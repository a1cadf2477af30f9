-- One row: a raw affiliation string of an authorship.
-- key: work_id, authorship_no, affiliation_no
select w.work_id, a.authorship_no, a.affiliation_no, a.affiliation_string, a.is_mapped
from stg_works as w
inner join raw_affiliations as a on w.part_id = a.part_id and w.line_no = a.line_no
