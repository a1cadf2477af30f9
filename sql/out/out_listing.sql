-- One row: an interval during which a list names a body, with its editions and the institutions it leads to.
-- key: listing_id
-- method: all listings of the reference data, whatever the setting `known_on`. Listed on a day D, as known today:
--   effective_from <= D and (listed_until is null or D < listed_until). As known on a day K: known_from <= K, and the
--   end counts only where known_until is null or known_until <= K
-- listing_id [id]: the interval; a body that came back has further ones with `@2`, `@3`
-- body_id [id]: the body, the same for all its intervals on the list
-- list_id [id]: the list
-- list_title [text]: title of the list
-- name_as_listed [text]: the name as the list prints it
-- country_code [code]: country as the list gives it
-- category [text]: the list's own category
-- unit_scope [code]: `whole`, `unit_only` (a unit inside an institution: not measurable), `group`
-- institution_ids [text]: OpenAlex ids of the works at hand that it counts for, joined by `; `
-- ror_ids [text]: ROR ids that it is exactly, joined by `; `
-- editions [text]: editions read that carry it, joined by `; `
-- known_from [date]: when the first of them was published
-- known_until [date]: when the first edition without it was published; null while the newest has it
-- listed_from [date]: confirmed day; null where the editions speak for it
-- listed_from_precision [code]: `day`, `month`, `year` or `edition`
-- effective_from [date]: counts from this day on
-- listed_until [date]: first day that no longer counts; null while it lasts
-- until_reason [text]: why it ended
-- published_on [date]: when the act was published, where that is another day than listed_from
-- evidence [code]: how the name is known: `copy_of_official`, `secondary`, …
-- date_evidence [code]: how the date is known; null without a date
-- legal_basis [text]: the act it rests on
-- source_url [link]: where it is published
-- is_known [flag]: the editions that this build may use (`known_on`) carry it
with edition as (
    select l.listing_id, array_to_string(list_sort(array_agg(e.edition)), '; ') as editions
    from ref_listing as l
    inner join ref_list_edition as e
        on
            l.list_id = e.list_id and l.known_from <= e.published
            and e.published < coalesce(l.known_until, cast('9999-12-31' as date))
    group by l.listing_id
),

institution as (
    select listing_id, array_to_string(list_sort(array_agg(institution_id)), '; ') as institution_ids
    from tag_institution_listing
    group by listing_id
),

named as (
    select listing_id, ror_id from stg_crosswalk
    where relation = 'exact' and ror_id is not null
    group by listing_id, ror_id
),

ror as (
    select listing_id, array_to_string(list_sort(array_agg(ror_id)), '; ') as ror_ids
    from named
    group by listing_id
)

select
    g.listing_id, g.body_id, g.list_id, l.title as list_title, g.name_as_listed, g.country_code, g.category,
    g.unit_scope, coalesce(i.institution_ids, '') as institution_ids, coalesce(r.ror_ids, '') as ror_ids,
    coalesce(e.editions, '') as editions, g.known_from, g.known_until, g.listed_from, g.listed_from_precision,
    g.effective_from, g.listed_until, g.until_reason, g.published_on, g.evidence, g.date_evidence,
    coalesce(g.legal_basis, l.legal_basis) as legal_basis, coalesce(g.source_url, l.source_url) as source_url,
    k.listing_id is not null as is_known
from ref_listing as g
left join ref_list as l on g.list_id = l.list_id
left join edition as e on g.listing_id = e.listing_id
left join institution as i on g.listing_id = i.listing_id
left join ror as r on g.listing_id = r.listing_id
left join tag_listing as k on g.listing_id = k.listing_id
