-- One row: a work and the part that companies have in it.
-- key: work_id
-- method: a company is an institution of OpenAlex's type `company`; academic_only: known institutions and no company
--   (universities, public research, hospitals, …); is_open: an institution or its type is unknown
with counted as (
    select
        u.work_id, count(case when i.institution_type = 'company' then 1 end) as companies,
        count(case when i.institution_type <> 'company' then 1 end) as others,
        count(case when i.institution_type is null then 1 end) as undetermined
    from ind_work_unit as u
    left join stg_institution as i on u.unit_id = i.institution_id
    where u.unit_kind = 'institution'
    group by u.work_id
)

select
    work_id, undetermined > 0 as is_open,
    case
        when companies > 0 and others > 0 then 'mixed'
        when companies > 0 then 'company_only'
        when others > 0 then 'academic_only'
        else 'unknown'
    end as company_role
from counted
