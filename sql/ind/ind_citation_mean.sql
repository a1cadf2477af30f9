-- One row: a reference set with the citations its works have on average.
-- key: field_id, work_type, set_first_year
select
    r.field_id, r.work_type, r.set_first_year, r.set_last_year, r.set_works, r.is_pooled,
    cast(sum(c.works * c.cited_by_count) as double) / r.set_works as citations_expected
from ind_citation_count as c
inner join ind_reference_set as r
    on c.field_id = r.field_id and c.work_type = r.work_type and c.publication_year = r.publication_year
group by r.field_id, r.work_type, r.set_first_year, r.set_last_year, r.set_works, r.is_pooled
