-- One row: an institution that an authorship carries; placeholders without an id are none, excluded ones do not count.
-- key: work_id, authorship_no, institution_id
-- method: the country is the one in the institution's own record where that is held and has one, unless the record
--   of the work is newer and has one; a merged institution is the one it was merged into
select
    w.work_id, i.authorship_no, coalesce(m.merged_into, i.institution_id) as institution_id,
    case
        when substr(max(w.updated_date), 1, 10) > substr(max(r.updated_date), 1, 10)
            then coalesce(max(i.country_code), max(r.country_code))
        else coalesce(max(r.country_code), max(i.country_code))
    end as country_code
from stg_works as w
inner join raw_authorship_institutions as i on w.part_id = i.part_id and w.line_no = i.line_no
left join raw_merged_institution as m on i.institution_id = m.institution_id
left join stg_institution_record as r on coalesce(m.merged_into, i.institution_id) = r.institution_id
left join ref_excluded_institution as x on coalesce(m.merged_into, i.institution_id) = x.institution_id
where i.institution_id is not null and x.institution_id is null
group by w.work_id, i.authorship_no, coalesce(m.merged_into, i.institution_id)
