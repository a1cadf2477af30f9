-- One row: an institution on a staged work, described by its own record where that is held, else by the newest work.
-- key: institution_id
-- method: column by column, so that what a short record lacks comes from the work; the country is the newest work's,
--   by the rule of stg_authorship_institution; among equally new works the first by id and authorship describes it
with newest as (
    select i.institution_id, max(coalesce(w.updated_date, '')) as updated_date
    from stg_authorship_institution as i
    inner join stg_works as w on i.work_id = w.work_id
    group by i.institution_id
),

placed as (
    select
        i.institution_id, i.country_code, w.part_id, w.line_no, i.authorship_no,
        row_number() over (partition by i.institution_id order by w.work_id asc, i.authorship_no asc) as place
    from newest as n
    inner join stg_authorship_institution as i on n.institution_id = i.institution_id
    inner join stg_works as w on i.work_id = w.work_id and n.updated_date = coalesce(w.updated_date, '')
),

described as (
    select
        p.institution_id, p.country_code, max(i.institution_name) as institution_name, max(i.ror_id) as ror_id,
        max(i.institution_type) as institution_type, max(i.lineage) as lineage
    from placed as p
    inner join raw_authorship_institutions as i
        on p.part_id = i.part_id and p.line_no = i.line_no and p.authorship_no = i.authorship_no
    left join raw_merged_institution as m on i.institution_id = m.institution_id
    where p.place = 1 and p.institution_id = coalesce(m.merged_into, i.institution_id)
    group by p.institution_id, p.country_code
)

select
    d.institution_id, coalesce(r.institution_name, d.institution_name) as institution_name,
    coalesce(r.ror_id, d.ror_id) as ror_id, d.country_code,
    coalesce(r.institution_type, d.institution_type) as institution_type, coalesce(r.lineage, d.lineage) as lineage,
    r.latitude, r.longitude, r.institution_id is not null as has_record
from described as d
left join stg_institution_record as r on d.institution_id = r.institution_id
