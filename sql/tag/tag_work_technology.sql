-- One row: a work of a technology, with the evidence for it and the tier that follows.
-- key: work_id, technology_id
-- method: high = two phrases, or a phrase and a core topic; probable = one phrase or a core topic alone;
--   candidate = an adjacent topic alone. An excluded phrase takes the phrases' evidence away
with phrase as (
    select work_id, technology_id, case when is_excluded then 0 else phrases end as phrases
    from pred_phrase
),

topic as (
    select
        t.work_id, r.technology_id,
        count(case when r.role = 'core' then 1 end) as core_topics,
        count(case when r.role = 'adjacent' then 1 end) as adjacent_topics
    from stg_topic as t
    inner join ref_technology_topic as r on t.topic_id = r.topic_id
    where t.is_above_floor
    group by t.work_id, r.technology_id
),

evidence as (
    select
        coalesce(phrase.work_id, topic.work_id) as work_id,
        coalesce(phrase.technology_id, topic.technology_id) as technology_id,
        cast(coalesce(phrase.phrases, 0) as bigint) as phrases,
        coalesce(topic.core_topics, 0) as core_topics,
        coalesce(topic.adjacent_topics, 0) as adjacent_topics
    from phrase
    full outer join topic on phrase.work_id = topic.work_id and phrase.technology_id = topic.technology_id
)

select
    work_id, technology_id, phrases, core_topics, adjacent_topics,
    case
        when phrases >= 2 or (phrases = 1 and core_topics > 0) then 'high'
        when phrases = 1 or core_topics > 0 then 'probable'
        else 'candidate'
    end as tier
from evidence
where phrases + core_topics + adjacent_topics > 0
