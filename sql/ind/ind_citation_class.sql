-- One row: a work whose citations can be judged, with its top x % scores and its citations over those to be expected.
-- key: work_id
-- units: top1, top5, top10, top50 are scores 0..1; ncs is c/e, 1 where e = 0
-- method: against the work's reference set in the corpus, ties shared; or by OpenAlex's own percentile (score 1 from
--   1 − x on) and fwci. `citation_reference` says which, one for the whole build. Works without a primary topic, a count or
--   a percentile have no row
with threshold as (
    select
        field_id, work_type, set_first_year,
        max(case when top_percent = 1 then threshold end) as at_1,
        max(case when top_percent = 5 then threshold end) as at_5,
        max(case when top_percent = 10 then threshold end) as at_10,
        max(case when top_percent = 50 then threshold end) as at_50,
        max(case when top_percent = 1 then weight_at_threshold end) as weight_1,
        max(case when top_percent = 5 then weight_at_threshold end) as weight_5,
        max(case when top_percent = 10 then weight_at_threshold end) as weight_10,
        max(case when top_percent = 50 then weight_at_threshold end) as weight_50
    from ind_citation_threshold
    group by field_id, work_type, set_first_year
),

judged as (
    select
        w.work_id, 'corpus' as citation_reference, f.field_id, w.work_type, m.set_first_year, m.set_last_year,
        m.set_works, m.is_pooled,
        case when w.cited_by_count > t.at_1 then 1 when w.cited_by_count = t.at_1 then t.weight_1 else 0 end as top1,
        case when w.cited_by_count > t.at_5 then 1 when w.cited_by_count = t.at_5 then t.weight_5 else 0 end as top5,
        case
            when w.cited_by_count > t.at_10 then 1 when w.cited_by_count = t.at_10 then t.weight_10 else 0
        end as top10,
        case
            when w.cited_by_count > t.at_50 then 1 when w.cited_by_count = t.at_50 then t.weight_50 else 0
        end as top50,
        case when m.citations_expected = 0 then 1 else w.cited_by_count / m.citations_expected end as ncs
    from stg_works as w
    inner join stg_work_field as f on w.work_id = f.work_id
    inner join ind_reference_set as r
        on f.field_id = r.field_id and w.work_type = r.work_type and w.publication_year = r.publication_year
    inner join ind_citation_mean as m
        on r.field_id = m.field_id and r.work_type = m.work_type and r.set_first_year = m.set_first_year
    inner join threshold as t
        on r.field_id = t.field_id and r.work_type = t.work_type and r.set_first_year = t.set_first_year
    where w.cited_by_count is not null
    union all
    select
        w.work_id, b.citation_reference, f.field_id, w.work_type, null as set_first_year, null as set_last_year,
        null as set_works, false as is_pooled,
        case when w.citation_percentile >= 0.99 then 1 else 0 end as top1,
        case when w.citation_percentile >= 0.95 then 1 else 0 end as top5,
        case when w.citation_percentile >= 0.9 then 1 else 0 end as top10,
        case when w.citation_percentile >= 0.5 then 1 else 0 end as top50,
        w.fwci as ncs
    from stg_works as w
    inner join stg_work_field as f on w.work_id = f.work_id
    cross join stg_citation_basis as b
    where b.citation_reference = 'openalex' and w.citation_percentile is not null and w.fwci is not null
)

select
    work_id, citation_reference, field_id, work_type, set_first_year, set_last_year, set_works, is_pooled,
    cast(top1 as decimal(18, 17)) as top1, cast(top5 as decimal(18, 17)) as top5,
    cast(top10 as decimal(18, 17)) as top10, cast(top50 as decimal(18, 17)) as top50,
    cast(ncs as decimal(28, 15)) as ncs
from judged
