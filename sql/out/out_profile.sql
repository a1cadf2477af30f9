-- One row: a profile of this build: whose lists and which countries make its counterpart set W.
-- key: profile_id
-- profile_id [id]: name of its file under data/profiles
-- title [text]: title
-- version [text]: version of the choice
-- hk_mo [code]: whether Hong Kong and Macao count on their own (`own`) or as CN (`as_cn`)
-- source_url [link]: official source of the choice
-- description [text]: what it is for
-- lists [text]: its lists, joined by `; `
-- evidence [code]: the only level of evidence it takes from its lists, such as `copy_of_official`; empty: every level
-- countries [text]: its countries, joined by `; `
-- variants [text]: the kinds of exposure it asks for, joined by `; `
-- is_synthetic [flag]: an invented profile
with lists as (
    select
        profile_id, array_to_string(list_sort(array_agg(list_id)), '; ') as lists, min(evidence) as evidence
    from ref_profile_list
    group by profile_id
),

member as (
    select profile_id, country_code from ref_profile_country
    group by profile_id, country_code
),

countries as (
    select profile_id, array_to_string(list_sort(array_agg(country_code)), '; ') as countries
    from member
    group by profile_id
),

variants as (
    select profile_id, array_to_string(list_sort(array_agg(variant)), '; ') as variants
    from tag_profile_variant
    group by profile_id
)

select
    p.profile_id, p.title, p.version, p.hk_mo, p.source_url, p.description,
    coalesce(lists.lists, '') as lists, coalesce(lists.evidence, '') as evidence,
    coalesce(countries.countries, '') as countries, coalesce(variants.variants, '') as variants, p.is_synthetic
from ref_profile as p
left join lists on p.profile_id = lists.profile_id
left join countries on p.profile_id = countries.profile_id
left join variants on p.profile_id = variants.profile_id
