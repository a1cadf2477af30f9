-- One row: an institution as the newest record of its own describes it, whether or not a work names it; one that was
--   merged into another is no more.
-- key: institution_id
with described as (
    select
        i.institution_id, i.institution_name, i.ror_id, i.country_code, i.institution_type, i.lineage, i.relations,
        i.city, i.latitude, i.longitude, i.is_super_system, i.updated_date,
        row_number() over (
            partition by i.institution_id order by coalesce(i.updated_date, '') desc, i.part_id asc, i.line_no asc
        ) as newest
    from raw_entity_institution as i
    left join raw_merged_institution as m on i.institution_id = m.institution_id
    where m.institution_id is null
)

select
    institution_id, institution_name, ror_id, country_code, institution_type, lineage, relations, city,
    latitude, longitude, coalesce(is_super_system, false) as is_super_system, updated_date
from described
where newest = 1
