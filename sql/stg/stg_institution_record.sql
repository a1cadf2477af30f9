-- One row: an institution as the newest record of its own describes it, whether or not a work names it.
-- key: institution_id
with described as (
    select
        institution_id, institution_name, ror_id, country_code, institution_type, lineage, relations, city,
        latitude, longitude, is_super_system, updated_date,
        row_number() over (
            partition by institution_id order by coalesce(updated_date, '') desc, part_id asc, line_no asc
        ) as newest
    from raw_entity_institution
)

select
    institution_id, institution_name, ror_id, country_code, institution_type, lineage, relations, city,
    latitude, longitude, coalesce(is_super_system, false) as is_super_system, updated_date
from described
where newest = 1
