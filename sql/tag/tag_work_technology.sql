-- One row: a work of a technology, with the evidence for it and the tier that follows.
-- key: work_id, technology_id
-- method: a phrase and a core topic are high. Where a model with thresholds reads the work, its score gives the tier if a
--   phrase or a topic near the technology supports it (or nothing but the text is known); without any topic a high
--   one makes probable; any other a candidate. Without a model: two phrases high; one phrase or a core topic
--   probable; an adjacent topic a candidate
with judged as (
    select
        e.work_id, e.technology_id, e.phrases, e.core_topics, e.adjacent_topics, e.score, e.support, w.path,
        m.technology_id is not null as has_model,
        case when e.score >= m.high_from then 'high' when e.score >= m.probable_from then 'probable' end as model_tier
    from tag_evidence as e
    left join pred_path as w on e.work_id = w.work_id
    left join ref_tagger as m on e.technology_id = m.technology_id and w.path = m.path
)

select
    work_id, technology_id, phrases, core_topics, adjacent_topics, score, support, path, has_model,
    case
        when phrases >= 1 and core_topics >= 1 then 'high'
        when support in ('phrase', 'near', 'text') and model_tier is not null then model_tier
        when support = 'none' and model_tier = 'high' then 'probable'
        when has_model then 'candidate'
        when phrases >= 2 then 'high'
        when phrases = 1 or core_topics >= 1 then 'probable'
        else 'candidate'
    end as tier
from judged
where phrases + core_topics + adjacent_topics > 0 or model_tier is not null
