-- One row: an institution, described as the newest work carrying it describes it.
-- key: institution_id
with described as (
    select
        i.institution_id, i.institution_name, i.ror_id, i.country_code, i.institution_type, i.lineage,
        row_number() over (
            partition by i.institution_id order by w.updated_date desc, w.work_id asc, i.authorship_no asc
        ) as newest
    from stg_authorship_institution as i
    inner join stg_works as w on i.work_id = w.work_id
)

select institution_id, institution_name, ror_id, country_code, institution_type, lineage
from described
where newest = 1
