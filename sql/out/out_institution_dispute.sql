-- One row: an institution on whose works a disputed link would have counted, and that link.
-- key: institution_id, listing_id, disputed_id
-- institution_id [id]: the institution whose figures the dispute may have changed; also the disputed one itself
-- listing_id [id]: the listing
-- list_title [text]: title of the list
-- name_as_listed [text]: the name as the list prints it
-- disputed_id [id]: the institution that the listing is said not to be
-- disputed_name [text]: its name
-- reason [text]: why the link is disputed
-- disputed_on [date]: since when
-- works_then [works]: works of institution_id with the disputed one that the link would have made `listed_then`
-- works_now [works]: works of institution_id with the disputed one that the link would have made `listed_now`
with work as (
    select
        u.unit_id as institution_id, d.listing_id, d.institution_id as disputed_id,
        count(case when d.is_then then 1 end) as works_then, count(case when d.is_now then 1 end) as works_now
    from ind_disputed_work as d
    inner join ind_work_unit as u on d.work_id = u.work_id
    where u.unit_kind = 'institution' and u.unit_id <> 'unknown' and (d.is_then or d.is_now)
    group by u.unit_id, d.listing_id, d.institution_id
)

select
    w.institution_id, w.listing_id, l.list_title, l.name_as_listed, w.disputed_id,
    l.institution_name as disputed_name, l.reason, l.disputed_on, w.works_then, w.works_now
from work as w
inner join out_dispute as l on w.listing_id = l.listing_id and w.disputed_id = l.institution_id
