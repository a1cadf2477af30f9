-- One row: an institution of the corpus and a listing that is exactly this institution.
-- key: institution_id, listing_id
-- method: by ROR or OpenAlex id of the crosswalk only; a listing of a unit inside an institution never counts for it
with linked as (
    select i.institution_id, c.listing_id
    from ref_crosswalk as c
    inner join stg_institution as i on c.ror_id = i.ror_id
    where c.relation = 'exact'
    union
    select i.institution_id, c.listing_id
    from ref_crosswalk as c
    inner join stg_institution as i on c.openalex_id = i.institution_id
    where c.relation = 'exact'
)

select linked.institution_id, linked.listing_id, l.list_id, l.effective_from, l.listed_until
from linked
inner join ref_listing as l on linked.listing_id = l.listing_id
where l.unit_scope = 'whole'
