-- One row: an institution that a listing does not lead to, because somebody has shown that the link is wrong.
-- key: listing_id, institution_id
-- method: a dispute takes the institution's link and those that go through it (children, successors)
-- listing_id [id]: the listing
-- list_id [id]: the list
-- list_title [text]: title of the list
-- name_as_listed [text]: the name as the list prints it
-- institution_id [id]: the institution the link led to; a ROR id where it stands on no work at hand
-- institution_name [text]: its name; null where it stands on no work at hand
-- relation [code]: `exact`, `rolled_down` or `successor`: the link that was dropped; null where none was
-- reason [text]: why the link is disputed
-- disputed_on [date]: since when
-- works_then [works]: works of the institution that the link would have made `listed_then`
-- works_now [works]: works of the institution that the link would have made `listed_now`
with dropped as (
    select
        d.listing_id, coalesce(p.institution_id, d.openalex_id, d.ror_id) as institution_id,
        min(p.relation) as relation, min(d.reason) as reason, min(d.disputed_on) as disputed_on,
        min(p.effective_on) as effective_on
    from ref_dispute as d
    left join tag_listing_path as p
        on
            d.listing_id = p.listing_id and p.is_disputed
            and (d.openalex_id in (p.institution_id, p.via_id) or d.ror_id in (p.institution_ror_id, p.via_ror_id))
    group by d.listing_id, coalesce(p.institution_id, d.openalex_id, d.ror_id)
),

period as (
    select
        d.listing_id, d.institution_id, l.listed_until,
        case when d.effective_on > l.effective_from then d.effective_on else l.effective_from end as effective_from
    from dropped as d
    inner join tag_listing as l on d.listing_id = l.listing_id
    where d.relation is not null
),

work as (
    select
        t.listing_id, t.institution_id,
        count(
            case
                when
                    t.effective_from <= w.publication_date
                    and (t.listed_until is null or w.publication_date < t.listed_until)
                    then 1
            end
        ) as works_then,
        count(
            case
                when t.effective_from <= p.as_of and (t.listed_until is null or p.as_of < t.listed_until) then 1
            end
        ) as works_now
    from period as t
    inner join ind_work_unit as u on t.institution_id = u.unit_id
    inner join stg_works as w on u.work_id = w.work_id
    cross join ref_parameter as p
    where u.unit_kind = 'institution'
    group by t.listing_id, t.institution_id
)

select
    d.listing_id, g.list_id, l.title as list_title, g.name_as_listed, d.institution_id, i.institution_name,
    d.relation, d.reason, d.disputed_on, coalesce(w.works_then, 0) as works_then, coalesce(w.works_now, 0) as works_now
from dropped as d
left join ref_listing as g on d.listing_id = g.listing_id
left join ref_list as l on g.list_id = l.list_id
left join stg_institution as i on d.institution_id = i.institution_id
left join work as w on d.listing_id = w.listing_id and d.institution_id = w.institution_id
