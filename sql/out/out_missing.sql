-- One row: something that a work's record may lack, and how many staged works lack it.
-- key: field
-- method: a work that lacks something counts with what it has; what no record of a schema can have is missing as well
-- field [code]: what may be lacking
-- works [works]: staged works
-- missing [works]: those that lack it
-- missing_share [share]: missing / works
with counted as (
    select
        f.field, count(*) as works,
        count(case when not case f.field
            when 'publication_date' then w.has_publication_date
            when 'updated_date' then w.has_updated_date
            when 'doi' then w.has_doi
            when 'title' then w.has_title
            when 'language' then w.has_language
            when 'abstract' then w.has_abstract
            when 'authorships' then w.has_authorships
            when 'affiliation_strings' then w.has_affiliation_strings
            when 'mapped_strings' then w.has_mapped_strings
            when 'institutions' then w.has_institutions
            when 'corresponding_author' then w.has_corresponding_author
            when 'topics' then w.has_topics
            when 'funders' then w.has_funders
            when 'open_access' then w.has_open_access
            else w.has_citation_percentile
        end then 1 end) as missing
    from ind_work_record as w
    cross join (
        values ('publication_date'), ('updated_date'), ('doi'), ('title'), ('language'), ('abstract'), ('authorships'),
        ('affiliation_strings'), ('mapped_strings'), ('institutions'), ('corresponding_author'), ('topics'),
        ('funders'), ('open_access'), ('citation_percentile')
    ) as f (field)
    group by f.field
)

select field, works, missing, cast(missing as double) / works as missing_share
from counted
