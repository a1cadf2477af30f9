-- One row: an institution on a staged work, described by its own record where that is held, else by the newest work.
-- key: institution_id
-- method: column by column, so that what a short record lacks comes from the work; the country is the newest work's,
--   by the rule of stg_authorship_institution
with described as (
    select
        i.institution_id, i.institution_name, i.ror_id, i.country_code, i.institution_type, i.lineage,
        row_number() over (
            partition by i.institution_id order by w.updated_date desc, w.work_id asc, i.authorship_no asc
        ) as newest
    from stg_authorship_institution as i
    inner join stg_works as w on i.work_id = w.work_id
)

select
    d.institution_id, coalesce(r.institution_name, d.institution_name) as institution_name,
    coalesce(r.ror_id, d.ror_id) as ror_id, d.country_code,
    coalesce(r.institution_type, d.institution_type) as institution_type, coalesce(r.lineage, d.lineage) as lineage,
    r.latitude, r.longitude, r.institution_id is not null as has_record
from described as d
left join stg_institution_record as r on d.institution_id = r.institution_id
where d.newest = 1
