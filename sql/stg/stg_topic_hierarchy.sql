-- One row: a topic with the subfield, field and domain above it, as its newest record has them.
-- key: topic_id
with described as (
    select
        topic_id, topic_name, subfield_id, subfield_name, field_id, field_name, domain_id, domain_name,
        row_number() over (
            partition by topic_id order by coalesce(updated_date, '') desc, part_id asc, line_no asc
        ) as newest
    from raw_entity_topic
)

select topic_id, topic_name, subfield_id, subfield_name, field_id, field_name, domain_id, domain_name
from described
where newest = 1
