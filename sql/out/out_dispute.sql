-- One row: an institution that a listing does not lead to, because somebody has shown that the link is wrong.
-- key: listing_id, institution_id
-- method: a dispute takes the institution's own link and those that go through it (children, successors)
-- listing_id [id]: the listing
-- list_id [id]: the list
-- list_title [text]: title of the list
-- name_as_listed [text]: the name as the list prints it
-- institution_id [id]: the institution the link led to; the id of the dispute where it stands on no work at hand
-- institution_name [text]: its name; null where it stands on no work at hand
-- relation [code]: `exact`, `rolled_down` or `successor`: the link that was dropped; null where there was none
-- reason [text]: why the link is disputed
-- disputed_on [date]: since when
-- works_then [works]: works of the institution that the link would have made `listed_then`
-- works_now [works]: works of the institution that the link would have made `listed_now`
with work as (
    select
        listing_id, institution_id,
        count(case when is_then then 1 end) as works_then, count(case when is_now then 1 end) as works_now
    from ind_disputed_work
    group by listing_id, institution_id
)

select
    d.listing_id, g.list_id, l.title as list_title, g.name_as_listed, d.institution_id, i.institution_name,
    d.relation, d.reason, d.disputed_on, coalesce(w.works_then, 0) as works_then, coalesce(w.works_now, 0) as works_now
from tag_listing_dispute as d
left join ref_listing as g on d.listing_id = g.listing_id
left join ref_list as l on g.list_id = l.list_id
left join stg_institution as i on d.institution_id = i.institution_id
left join work as w on d.listing_id = w.listing_id and d.institution_id = w.institution_id
