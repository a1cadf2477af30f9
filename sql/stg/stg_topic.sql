-- One row: a topic of a work with its score; the score is null in records of early 2024.
-- key: work_id, topic_id
select w.work_id, t.topic_id, max(t.topic_score) as topic_score
from stg_works as w
inner join raw_topics as t on w.part_id = t.part_id and w.line_no = t.line_no
where t.topic_id <> ''
group by w.work_id, t.topic_id
