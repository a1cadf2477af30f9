-- One row: an institution that an affiliation string was resolved to; links to an excluded institution are left out.
-- key: work_id, authorship_no, affiliation_no, institution_id
select w.work_id, a.authorship_no, a.affiliation_no, a.institution_id
from stg_works as w
inner join raw_affiliation_institutions as a on w.part_id = a.part_id and w.line_no = a.line_no
left join ref_excluded_institution as x on a.institution_id = x.institution_id
where x.institution_id is null
