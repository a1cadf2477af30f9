-- One row: a watchlist, and how much of it can be measured.
-- key: list_id
-- list_id [id]: name of its folder under data/watchlists
-- title [text]: official title
-- issuer [text]: who issues it
-- jurisdiction [code]: country or union of the issuer
-- force [code]: statute, regulation, policy or assessment
-- version [text]: newest edition that the build may use (`known_on`); null where none had been published
-- published [date]: day that edition was published
-- editions [editions]: editions that the build may use
-- first_published [date]: day the oldest edition read was published
-- source_url [link]: where it is published
-- licence [text]: licence of the source
-- listings [rows]: entries of these editions, an interval each
-- resolved [rows]: entries that are exactly an institution known by ROR or OpenAlex id
-- unresolved [rows]: entries no id is known for, or whose id is disputed
-- not_measurable [rows]: entries for units smaller than an institution, and for groups
-- present_in_corpus [rows]: resolved entries whose institution stands on a staged work
-- copies_of_official [rows]: entries whose name was read in the official list or a copy of it
-- is_synthetic [flag]: an invented list
with linked as (
    select c.listing_id
    from stg_crosswalk as c
    left join stg_dispute as d
        on c.listing_id = d.listing_id and (c.ror_id = d.ror_id or c.openalex_id = d.openalex_id)
    left join tag_listing_path as t
        on
            c.listing_id = t.listing_id and t.relation = 'exact' and t.is_disputed
            and (c.ror_id = t.institution_ror_id or c.openalex_id = t.institution_id)
    where c.relation = 'exact' and d.listing_id is null and t.listing_id is null
    group by c.listing_id
),

present as (
    select listing_id from tag_institution_listing
    group by listing_id
),

edition as (
    select
        e.list_id, e.edition, e.published,
        count(*) over (partition by e.list_id) as editions,
        min(e.published) over (partition by e.list_id) as first_published,
        row_number() over (partition by e.list_id order by e.edition_no desc) as place
    from ref_list_edition as e
    cross join ref_parameter as p
    where p.known_on is null or e.published <= p.known_on
)

select
    l.list_id, l.title, l.issuer, l.jurisdiction, l.force, e.edition as version, e.published,
    coalesce(e.editions, 0) as editions, e.first_published, l.source_url, l.licence,
    count(g.listing_id) as listings,
    count(case when g.unit_scope = 'whole' and k.listing_id is not null then 1 end) as resolved,
    count(case when g.unit_scope = 'whole' and k.listing_id is null then 1 end) as unresolved,
    count(case when g.unit_scope <> 'whole' then 1 end) as not_measurable,
    count(c.listing_id) as present_in_corpus,
    count(case when g.evidence in ('official', 'copy_of_official') then 1 end) as copies_of_official,
    l.is_synthetic
from ref_list as l
left join edition as e on l.list_id = e.list_id and e.place = 1
left join tag_listing as g on l.list_id = g.list_id
left join linked as k on g.listing_id = k.listing_id
left join present as c on g.listing_id = c.listing_id
group by
    l.list_id, l.title, l.issuer, l.jurisdiction, l.force, e.edition, e.published, e.editions, e.first_published,
    l.source_url, l.licence, l.is_synthetic
