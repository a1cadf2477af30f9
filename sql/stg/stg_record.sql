-- One row: a record as ingested, and what became of it.
-- key: part_id, line_no
-- method: newest version of a work first; on a tie the one with its full author list, then the fuller one
with ranked as (
    select
        r.part_id, r.line_no, r.work_id, t.work_type, t.is_research, r.is_retracted, r.is_xpac, r.is_paratext,
        r.publication_year, d.reason as removed_reason, r.authorships,
        coalesce(r.is_authors_truncated, false) as is_authors_truncated,
        row_number() over (
            partition by r.work_id
            order by
                coalesce(r.updated_date, '') desc, coalesce(r.is_authors_truncated, false), r.authorships desc,
                r.part_id asc, r.line_no asc
        ) as version_rank
    from raw_works as r
    left join ref_work_type as t on r.type = t.source_type
    left join raw_removed as d on r.work_id = d.work_id
)

select
    ranked.part_id, ranked.line_no, ranked.work_id, ranked.work_type,
    case
        when ranked.version_rank > 1 then 'superseded'
        when ranked.removed_reason is not null then ranked.removed_reason
        when ranked.work_type is null then 'unknown_type'
        when not ranked.is_research then 'not_research_type'
        when ranked.work_type = 'preprint' and not p.include_preprints then 'preprint'
        when coalesce(ranked.is_retracted, false) and not p.include_retracted then 'retracted'
        when coalesce(ranked.is_xpac, false) and not p.include_xpac then 'xpac'
        when coalesce(ranked.is_paratext, false) then 'paratext'
        when
            not p.include_hyperauthored
            and (
                ranked.authorships > p.hyperauthor_limit
                or (ranked.is_authors_truncated and ranked.authorships >= p.hyperauthor_limit)
            ) then 'hyperauthored'
        when ranked.publication_year < p.first_year or ranked.publication_year > p.last_year then 'outside_years'
        else 'staged'
    end as outcome
from ranked
cross join ref_parameter as p
