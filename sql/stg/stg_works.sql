-- One row: a work that counts, at its newest version.
-- key: work_id
-- method: OpenAlex gives topics by model v2 since 2026-10-06; what was changed or released from that day on has them
select
    r.work_id, r.part_id, r.line_no, w.doi, w.title, w.publication_year,
    coalesce(
        try_cast(w.publication_date as date),
        try_cast(concat(cast(w.publication_year as varchar), '-01-01') as date)
    ) as publication_date,
    r.work_type, w.language, w.updated_date, w.cited_by_count, w.fwci, w.citation_percentile,
    w.is_in_top_10_percent, w.is_open_access, w.oa_status, w.source_id, w.primary_topic_id, w.authorships,
    case
        when coalesce(w.primary_topic_id, '') = '' then 'none'
        when w.updated_date >= '2026-10-06' or s.release >= '2026-10-06' then 'v2'
        else 'v1'
    end as topic_model,
    coalesce(w.is_authors_truncated, false) as is_authors_truncated, w.has_abstract,
    -- a list cut by the source is longer than what is left of it
    w.authorships > p.hyperauthor_limit
    or (coalesce(w.is_authors_truncated, false) and w.authorships >= p.hyperauthor_limit) as is_hyperauthored
from stg_record as r
inner join raw_works as w on r.part_id = w.part_id and r.line_no = w.line_no
left join raw_part as s on r.part_id = s.part_id
cross join ref_parameter as p
where r.outcome = 'staged'
