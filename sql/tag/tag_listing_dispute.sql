-- One row: an institution that a listing does not lead to, because the link is disputed; with when it would have counted.
-- key: listing_id, institution_id
-- method: a dispute takes the institution's own link and those that go through it (children, successors)
with dropped as (
    select
        d.listing_id, coalesce(p.institution_id, d.openalex_id, d.ror_id) as institution_id,
        min(p.relation) as relation, min(d.reason) as reason, min(d.disputed_on) as disputed_on,
        min(p.effective_on) as effective_on
    from stg_dispute as d
    left join tag_listing_path as p
        on
            d.listing_id = p.listing_id and p.is_disputed
            and (d.openalex_id in (p.institution_id, p.via_id) or d.ror_id in (p.institution_ror_id, p.via_ror_id))
    group by d.listing_id, coalesce(p.institution_id, d.openalex_id, d.ror_id)
)

select
    d.listing_id, d.institution_id, d.relation, d.reason, d.disputed_on, l.listed_until,
    case when d.effective_on > l.effective_from then d.effective_on else l.effective_from end as effective_from
from dropped as d
left join tag_listing as l on d.listing_id = l.listing_id and d.relation is not null
