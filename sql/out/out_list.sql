-- One row: a watchlist, and how much of it can be measured.
-- key: list_id
-- list_id [id]: name of its folder under data/watchlists
-- title [text]: official title
-- issuer [text]: who issues it
-- jurisdiction [code]: country or union of the issuer
-- force [code]: statute, regulation, policy or assessment
-- version [text]: edition
-- published [date]: day the edition was published
-- source_url [link]: where it is published
-- licence [text]: licence of the source
-- listings [rows]: entries
-- resolved [rows]: entries that are exactly an institution known by ROR or OpenAlex id
-- unresolved [rows]: entries no id is known for
-- not_measurable [rows]: entries for units smaller than an institution
-- present_in_corpus [rows]: resolved entries whose institution stands on a staged work
-- is_synthetic [flag]: an invented list
with linked as (
    select listing_id from ref_crosswalk
    where relation = 'exact'
    group by listing_id
),

present as (
    select listing_id from tag_institution_listing
    group by listing_id
)

select
    l.list_id, l.title, l.issuer, l.jurisdiction, l.force, l.version, l.published, l.source_url, l.licence,
    count(g.listing_id) as listings,
    count(case when g.unit_scope = 'whole' and k.listing_id is not null then 1 end) as resolved,
    count(case when g.unit_scope = 'whole' and k.listing_id is null then 1 end) as unresolved,
    count(case when g.unit_scope <> 'whole' then 1 end) as not_measurable,
    count(c.listing_id) as present_in_corpus,
    l.is_synthetic
from ref_list as l
left join ref_listing as g on l.list_id = g.list_id
left join linked as k on g.listing_id = k.listing_id
left join present as c on g.listing_id = c.listing_id
group by
    l.list_id, l.title, l.issuer, l.jurisdiction, l.force, l.version, l.published, l.source_url, l.licence,
    l.is_synthetic
