-- One row: something that a work's record may hold, and how many staged works hold it; older schemas know less.
-- key: field
with work as (
    select
        count(*) as works, count(r.publication_date) as publication_date, count(w.updated_date) as updated_date,
        count(w.doi) as doi, count(w.title) as title, count(w.language) as language,
        count(case when w.has_abstract then 1 end) as abstract,
        count(case when w.authorships > 0 then 1 end) as authorships, count(w.is_open_access) as open_access,
        count(w.citation_percentile) as citation_percentile
    from stg_works as w
    inner join raw_works as r on w.part_id = r.part_id and w.line_no = r.line_no
),

authorship as (
    select
        work_id, max(case when has_affiliations then 1 end) as mapped,
        max(case when is_corresponding is not null then 1 end) as corresponding
    from stg_authorship
    group by work_id
),

beside as (
    select 'mapped_strings' as field, count(mapped) as held from authorship
    union all
    select 'corresponding_author' as field, count(corresponding) as held from authorship
    union all
    select 'affiliation_strings' as field, count(distinct work_id) as held from stg_affiliation
    where affiliation_string <> ''
    union all
    select 'institutions' as field, count(distinct work_id) as held from stg_resolved_authorship
    union all
    select 'topics' as field, count(distinct work_id) as held from stg_topic
    union all
    select 'funders' as field, count(distinct work_id) as held from stg_work_funder
)

select
    f.field, w.works,
    case f.field
        when 'publication_date' then w.publication_date
        when 'updated_date' then w.updated_date
        when 'doi' then w.doi
        when 'title' then w.title
        when 'language' then w.language
        when 'abstract' then w.abstract
        when 'authorships' then w.authorships
        when 'open_access' then w.open_access
        else w.citation_percentile
    end as held
from work as w
cross join (
    values ('publication_date'), ('updated_date'), ('doi'), ('title'), ('language'), ('abstract'), ('authorships'),
    ('open_access'), ('citation_percentile')
) as f (field)
where w.works > 0
union all
select b.field, w.works, b.held
from beside as b
cross join work as w
where w.works > 0
