-- One row: a work and technology with the score of a tag model, and what the topics of the work say to it.
-- key: work_id, technology_id
-- method: near = a topic above the floor lies in the subfield of a core topic of the technology; far = its topics lie
--   elsewhere; none = it has no topic. Models are made from arXiv: what lies far they cannot know
with near as (
    select r.technology_id, s.subfield_id
    from ref_technology_topic as r
    inner join ref_topic_subfield as s on r.topic_id = s.topic_id
    where r.role = 'core'
    group by r.technology_id, s.subfield_id
),

placed as (
    select t.work_id, coalesce(s.subfield_id, 'unknown') as subfield_id
    from stg_topic as t
    left join ref_topic_subfield as s on t.topic_id = s.topic_id
    where t.is_above_floor
)

select
    p.work_id, p.technology_id, max(p.score) as score,
    case
        when count(near.subfield_id) > 0 then 'near'
        when count(placed.work_id) > 0 then 'far'
        else 'none'
    end as support
from pred_score as p
left join placed on p.work_id = placed.work_id
left join near on p.technology_id = near.technology_id and placed.subfield_id = near.subfield_id
group by p.work_id, p.technology_id
