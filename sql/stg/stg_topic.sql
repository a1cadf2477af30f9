-- One row: a topic of a work with its score; the score is null in records of early 2024.
-- key: work_id, topic_id
-- method: a topic counts as evidence from the floor of its model's scores on; without a score it does
select
    w.work_id, t.topic_id, w.topic_model, max(t.topic_score) as topic_score,
    coalesce(max(t.topic_score), 1) >= case
        when w.topic_model = 'v2' then max(p.topic_score_floor_v2)
        else max(p.topic_score_floor)
    end as is_above_floor
from stg_works as w
inner join raw_topics as t on w.part_id = t.part_id and w.line_no = t.line_no
cross join ref_parameter as p
where t.topic_id <> ''
group by w.work_id, t.topic_id, w.topic_model
