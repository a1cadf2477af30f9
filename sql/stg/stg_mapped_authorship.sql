-- One row: an authorship whose strings the source maps to institutions, so that its credit goes by strings.
-- key: work_id, authorship_no
-- method: not where no such string has an institution though the authorship carries one
with mapped as (
    select s.work_id, s.authorship_no, count(*) as strings, count(r.work_id) as resolved_strings
    from stg_affiliation as s
    left join stg_resolved_affiliation as r
        on s.work_id = r.work_id and s.authorship_no = r.authorship_no and s.affiliation_no = r.affiliation_no
    where s.is_mapped
    group by s.work_id, s.authorship_no
)

select m.work_id, m.authorship_no, m.strings
from mapped as m
left join stg_resolved_authorship as c on m.work_id = c.work_id and m.authorship_no = c.authorship_no
where m.resolved_strings > 0 or c.work_id is null
