-- One row: an institution of the corpus and one of the listings that count for it, whatever the profile.
-- key: institution_id, listing_id
-- institution_id [id]: OpenAlex institution id
-- institution_name [text]: its name
-- listing_id [id]: the listing
-- list_id [id]: the list
-- list_title [text]: title of the list
-- name_as_listed [text]: the name as the list prints it
-- relation [code]: `exact`, `rolled_down` from a listed parent, `successor` of a listed institution
-- via_id [id]: institution that the listing names: itself, the parent or the predecessor (ROR id without an OpenAlex id)
-- evidence [code]: how the listing is known: `copy_of_official`, `secondary`, …
-- effective_from [date]: counts for the institution from this day on
-- listed_from_precision [code]: `day`, `month`, `year`, or `edition`: the first edition speaks for an unknown date
-- listed_until [date]: first day that no longer counts; null while it lasts
-- is_listed_now [flag]: counts on the day the build stands for
-- works_then [works]: works of the institution published while it counts
-- source_url [link]: where it is published
with work as (
    select t.institution_id, t.listing_id, count(*) as works_then
    from tag_institution_listing as t
    inner join ind_work_unit as u on t.institution_id = u.unit_id
    inner join stg_works as w on u.work_id = w.work_id
    where
        u.unit_kind = 'institution' and t.effective_from <= w.publication_date
        and (t.listed_until is null or w.publication_date < t.listed_until)
    group by t.institution_id, t.listing_id
)

select
    t.institution_id, i.institution_name, t.listing_id, t.list_id, l.title as list_title, g.name_as_listed,
    t.relation, t.via_id, t.evidence, t.effective_from, g.listed_from_precision, t.listed_until,
    t.effective_from <= p.as_of and (t.listed_until is null or p.as_of < t.listed_until) as is_listed_now,
    coalesce(w.works_then, 0) as works_then, coalesce(g.source_url, l.source_url) as source_url
from tag_institution_listing as t
inner join stg_institution as i on t.institution_id = i.institution_id
inner join ref_listing as g on t.listing_id = g.listing_id
cross join ref_parameter as p
left join ref_list as l on t.list_id = l.list_id
left join work as w on t.institution_id = w.institution_id and t.listing_id = w.listing_id
