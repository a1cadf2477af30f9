-- One row: a work of both builds that is counted under other technologies than before.
-- key: work_id
-- method: technologies that came or went are left to ind_change_whole; where title, abstract and topics are as they were,
--   the fields or their rules moved the work
with technology as (
    select n.technology_id from ref_technology as n
    inner join past_technology as p on n.technology_id = p.technology_id
),

side as (
    select s.work_id, s.technology_id, s.tag_scope, 1 as side from tag_work_scope as s
    inner join technology as t on s.technology_id = t.technology_id
    union all
    select s.work_id, s.technology_id, s.tag_scope, -1 as side from past_work_scope as s
    inner join technology as t on s.technology_id = t.technology_id
),

differing as (
    select work_id from side
    group by work_id, technology_id, tag_scope
    having sum(side) <> 0
),

moved as (
    select d.work_id from differing as d
    inner join stg_works as n on d.work_id = n.work_id
    inner join past_works as p on d.work_id = p.work_id
    cross join past_run as r
    where r.is_compared
    group by d.work_id
),

topic_side as (
    select t.work_id, t.topic_id, coalesce(t.topic_score, -1) as topic_score, 1 as side from stg_topic as t
    inner join moved as m on t.work_id = m.work_id
    union all
    select t.work_id, t.topic_id, coalesce(t.topic_score, -1) as topic_score, -1 as side from past_topic as t
    inner join moved as m on t.work_id = m.work_id
),

topic_differing as (
    select work_id from topic_side
    group by work_id, topic_id, topic_score
    having sum(side) <> 0
),

topic as (
    select work_id from topic_differing
    group by work_id
)

select m.work_id, t.work_id is not null or n.title <> p.title or n.abstract <> p.abstract as is_text_revised
from moved as m
inner join stg_text as n on m.work_id = n.work_id
inner join past_text as p on m.work_id = p.work_id
left join topic as t on m.work_id = t.work_id
