-- One row: a work and a technology for which something speaks: phrases, topics, or the score of a model.
-- key: work_id, technology_id
-- method: an excluded phrase takes the phrases away and makes a score a far one. support: what stands beside a score, an
--   excluded phrase before a phrase, a phrase before the topics
with evidence as (
    select
        work_id, technology_id, case when is_excluded then 0 else phrases end as phrases,
        0 as core_topics, 0 as adjacent_topics, cast(null as double) as score, cast(null as varchar) as support,
        case when is_excluded then 1 else 0 end as excluded
    from pred_phrase
    union all
    select
        t.work_id, r.technology_id, 0 as phrases,
        count(case when r.role = 'core' then 1 end) as core_topics,
        count(case when r.role = 'adjacent' then 1 end) as adjacent_topics,
        cast(null as double) as score, cast(null as varchar) as support, 0 as excluded
    from stg_topic as t
    inner join ref_technology_topic as r on t.topic_id = r.topic_id
    where t.is_above_floor
    group by t.work_id, r.technology_id
    union all
    select work_id, technology_id, 0 as phrases, 0 as core_topics, 0 as adjacent_topics, score, support, 0 as excluded
    from tag_score
)

select
    work_id, technology_id,
    cast(sum(phrases) as bigint) as phrases,
    cast(sum(core_topics) as bigint) as core_topics,
    cast(sum(adjacent_topics) as bigint) as adjacent_topics,
    max(score) as score,
    case when max(excluded) = 1 then 'far' when sum(phrases) > 0 then 'phrase' else max(support) end as support
from evidence
group by work_id, technology_id
