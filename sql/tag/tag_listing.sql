-- One row: a listing interval as it is known from the editions this build may use.
-- key: listing_id
-- method: with the setting `known_on`, only editions published until that day tell of a listing or of its end; an end
--   that the newest edition itself states is known with the listing
select
    l.listing_id, l.body_id, l.list_id, l.unit_scope, l.evidence, l.effective_from,
    case
        when l.known_until is null or p.known_on is null or l.known_until <= p.known_on then l.listed_until
    end as listed_until
from ref_listing as l
cross join ref_parameter as p
where p.known_on is null or l.known_from <= p.known_on
