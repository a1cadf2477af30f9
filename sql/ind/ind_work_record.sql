-- One row: a work, and what its record holds; older schemas know less.
-- key: work_id
with authorship as (
    select
        work_id, max(case when has_affiliations then 1 else 0 end) as mapped,
        max(case when is_corresponding is not null then 1 else 0 end) as corresponding
    from stg_authorship
    group by work_id
),

string as (
    select work_id from stg_affiliation
    where affiliation_string <> ''
    group by work_id
),

institution as (
    select work_id from stg_resolved_authorship
    group by work_id
),

topic as (
    select work_id from stg_topic
    group by work_id
),

funder as (
    select work_id from stg_work_funder
    group by work_id
)

select
    w.work_id,
    r.publication_date is not null as has_publication_date, w.updated_date is not null as has_updated_date,
    w.doi is not null as has_doi, w.title is not null as has_title, w.language is not null as has_language,
    w.has_abstract, w.authorships > 0 as has_authorships, s.work_id is not null as has_affiliation_strings,
    coalesce(a.mapped, 0) = 1 as has_mapped_strings, i.work_id is not null as has_institutions,
    coalesce(a.corresponding, 0) = 1 as has_corresponding_author, t.work_id is not null as has_topics,
    f.work_id is not null as has_funders, w.is_open_access is not null as has_open_access,
    w.citation_percentile is not null as has_citation_percentile
from stg_works as w
inner join raw_works as r on w.part_id = r.part_id and w.line_no = r.line_no
left join authorship as a on w.work_id = a.work_id
left join string as s on w.work_id = s.work_id
left join institution as i on w.work_id = i.work_id
left join topic as t on w.work_id = t.work_id
left join funder as f on w.work_id = f.work_id
