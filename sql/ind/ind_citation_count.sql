-- One row: works of a field, type and year that were cited equally often; none where the corpus is not the reference.
-- key: field_id, work_type, publication_year, cited_by_count
select f.field_id, w.work_type, w.publication_year, w.cited_by_count, count(*) as works
from stg_works as w
inner join stg_work_field as f on w.work_id = f.work_id
cross join stg_citation_basis as b
where b.citation_reference = 'corpus' and f.field_id <> 'unknown' and w.cited_by_count is not null
group by f.field_id, w.work_type, w.publication_year, w.cited_by_count
