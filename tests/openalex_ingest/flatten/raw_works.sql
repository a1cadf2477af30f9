-- One row: a work as one record of a part describes it.
select
    part_id, line_no, regexp_extract(id, 'W[0-9]+$') as work_id, doi, coalesce(title, display_name) as title,
    publication_year, publication_date, type, type_crossref, language, updated_date, created_date,
    cited_by_count, fwci, is_retracted, is_paratext, is_xpac, is_authors_truncated,
    open_access.is_oa as is_open_access, open_access.oa_status as oa_status,
    citation_normalized_percentile.value as citation_percentile,
    citation_normalized_percentile.is_in_top_10_percent as is_in_top_10_percent,
    nullif(regexp_extract(primary_location.source.id, 'S[0-9]+$'), '') as source_id,
    nullif(regexp_extract(primary_topic.id, 'T[0-9]+$'), '') as primary_topic_id,
    coalesce(len(authorships), 0) as authorships,
    abstract is not null as has_abstract
from work
