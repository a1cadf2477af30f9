-- One row: an institution that an authorship carries and that is on the reviewed list of wrong resolutions.
-- key: work_id, authorship_no, institution_id
select w.work_id, i.authorship_no, x.institution_id
from stg_works as w
inner join raw_authorship_institutions as i on w.part_id = i.part_id and w.line_no = i.line_no
left join raw_merged_institution as m on i.institution_id = m.institution_id
inner join ref_excluded_institution as x on coalesce(m.merged_into, i.institution_id) = x.institution_id
group by w.work_id, i.authorship_no, x.institution_id
