-- One row: an institution of the corpus and a listing that counts for it, with the way from one to the other.
-- key: institution_id, listing_id
-- method: of several ways the nearest: `exact`, then `rolled_down`, then `successor`, which counts from the merger on
with path as (
    select
        p.institution_id, p.listing_id, l.list_id, p.relation, p.via_id, l.evidence,
        case when p.effective_on > l.effective_from then p.effective_on else l.effective_from end as effective_from,
        l.listed_until
    from tag_listing_path as p
    inner join tag_listing as l on p.listing_id = l.listing_id
    where not p.is_disputed
),

ranked as (
    select
        institution_id, listing_id, list_id, relation, via_id, evidence, effective_from, listed_until,
        row_number() over (
            partition by institution_id, listing_id
            order by
                case relation when 'exact' then 1 when 'rolled_down' then 2 else 3 end asc,
                effective_from asc, via_id asc
        ) as place
    from path
    where listed_until is null or effective_from < listed_until
)

select institution_id, listing_id, list_id, relation, via_id, evidence, effective_from, listed_until
from ranked
where place = 1
