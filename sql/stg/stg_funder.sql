-- One row: a funder that a staged work names; name and country are null where its record is not held.
-- key: funder_id
with named as (
    select funder_id from stg_work_funder
    group by funder_id
),

described as (
    select
        funder_id, funder_name, country_code, ror_id,
        row_number() over (
            partition by funder_id order by coalesce(updated_date, '') desc, part_id asc, line_no asc
        ) as newest
    from raw_entity_funder
)

select n.funder_id, d.funder_name, d.country_code, d.ror_id, d.funder_id is not null as has_record
from named as n
left join described as d on n.funder_id = d.funder_id and d.newest = 1
