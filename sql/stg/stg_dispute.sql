-- One row: a link that a user says is wrong, by the id that OpenAlex has for the institution today.
-- key: listing_id, disputed_id
-- method: as of stg_crosswalk; of two disputes that a merger makes one, the first
select
    d.listing_id, coalesce(m.merged_into, d.openalex_id, d.ror_id) as disputed_id,
    max(d.ror_id) as ror_id, max(coalesce(m.merged_into, d.openalex_id)) as openalex_id,
    min(d.reason) as reason, min(d.disputed_on) as disputed_on
from ref_dispute as d
left join raw_merged_institution as m on d.openalex_id = m.institution_id
group by d.listing_id, coalesce(m.merged_into, d.openalex_id, d.ror_id)
