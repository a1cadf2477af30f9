-- One row: a topic of a work of the seven newest years (as in ind_linked_work), of those that count as evidence.
-- key: work_id, topic_id
select t.work_id, t.topic_id
from stg_topic as t
inner join stg_works as w on t.work_id = w.work_id
inner join ind_newest_window as n on w.publication_year between n.first_year - 2 and n.last_year
where t.is_above_floor
