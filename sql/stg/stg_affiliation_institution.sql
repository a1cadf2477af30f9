-- One row: an institution that an affiliation string was resolved to; links to an excluded institution are left out.
-- key: work_id, authorship_no, affiliation_no, institution_id
-- method: an institution that OpenAlex merged into another is that other one, also in records of before
select
    w.work_id, a.authorship_no, a.affiliation_no, coalesce(m.merged_into, a.institution_id) as institution_id
from stg_works as w
inner join raw_affiliation_institutions as a on w.part_id = a.part_id and w.line_no = a.line_no
left join raw_merged_institution as m on a.institution_id = m.institution_id
left join ref_excluded_institution as x on coalesce(m.merged_into, a.institution_id) = x.institution_id
where x.institution_id is null
group by w.work_id, a.authorship_no, a.affiliation_no, coalesce(m.merged_into, a.institution_id)
