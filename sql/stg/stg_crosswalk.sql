-- One row: a link of a listing to an institution, by the id that OpenAlex has for it today.
-- key: listing_id, relation, named
-- method: a link to an institution that OpenAlex merged into another is a link to that other one
select
    c.listing_id, c.relation,
    concat(coalesce(c.ror_id, ''), ' ', coalesce(m.merged_into, c.openalex_id, '')) as named,
    max(c.ror_id) as ror_id, max(coalesce(m.merged_into, c.openalex_id)) as openalex_id,
    max(case when c.propagate_to_children then 1 else 0 end) = 1 as propagate_to_children
from ref_crosswalk as c
left join raw_merged_institution as m on c.openalex_id = m.institution_id
group by
    c.listing_id, c.relation, concat(coalesce(c.ror_id, ''), ' ', coalesce(m.merged_into, c.openalex_id, ''))
