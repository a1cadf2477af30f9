-- One row: a work and its field: that of its primary topic where the topic's own record is held, else the topic itself.
-- key: work_id
-- method: 'unknown' for a work without a primary topic
select w.work_id, coalesce(h.field_id, w.primary_topic_id, 'unknown') as field_id
from stg_works as w
left join stg_topic_hierarchy as h on w.primary_topic_id = h.topic_id
