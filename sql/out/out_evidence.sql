-- One row: an affiliation on an exposed work that stands for a unit of the counterpart set W, and the listing behind it.
-- key: evidence_id
-- method: works on which only units of W stand are left out
-- evidence_id [id]: the columns that make the row unique, joined
-- profile_id [id]: profile that chooses the counterpart set W
-- variant [code]: `country`, `listed_then` (listed on the publication date), `listed_now` (retrospective)
-- work_id [id]: OpenAlex work id
-- doi [link]: DOI of the work
-- title [text]: title of the work
-- year [year]: publication year
-- publication_date [date]: publication date
-- authorship_no [number]: position of the author on the work; no person is named
-- affiliation_no [number]: position of the affiliation string on the authorship; 0 where there is none
-- institution_id [id]: institution of W, or the institution whose country is in W; `unknown` where only the country is known
-- institution_name [text]: its name
-- country_code [code]: its country
-- affiliation_string [text]: the raw string on the work
-- listing_id [id]: the listing that names the institution; null for variant `country`
-- list_id [id]: the list
-- list_title [text]: title of the list
-- name_as_listed [text]: the name as the list prints it
-- relation [code]: `exact`, `rolled_down` from a listed parent, `successor` of a listed institution
-- via_id [id]: institution that the listing names: itself, the parent or the predecessor (ROR id without an OpenAlex id)
-- listing_evidence [code]: how the listing is known: `copy_of_official`, `secondary`, …
-- effective_from [date]: counts since, at the latest
-- source_url [link]: where the list is published
with work as (
    select e.profile_id, e.variant, e.hk_mo, e.work_id
    from ind_work_exposed as e
    inner join ind_work_unit as u
        on e.work_id = u.work_id and (u.unit_kind = 'institution' or e.hk_mo = u.hk_mo)
    left join ind_unit_counterpart as m
        on
            e.profile_id = m.profile_id and e.variant = m.variant and u.unit_kind = m.unit_kind
            and u.unit_id = m.unit_id
    where u.unit_id <> 'unknown' and m.unit_id is null
    group by e.profile_id, e.variant, e.hk_mo, e.work_id
),

affiliation as (
    select
        w.profile_id, w.variant, c.work_id, c.authorship_no, c.affiliation_no, c.institution_id, c.country_code,
        k.counterpart_id
    from work as w
    inner join stg_credit as c on w.work_id = c.work_id
    inner join stg_country_unit as u on w.hk_mo = u.hk_mo and c.country_code = u.country_code
    inner join ind_work_counterpart as k
        on
            w.profile_id = k.profile_id and w.variant = k.variant and w.work_id = k.work_id
            and k.counterpart_id = case when w.variant = 'country' then u.unit_id else c.institution_id end
),

listing as (
    select
        p.profile_id, p.institution_id, p.listing_id, p.list_id, p.effective_from, p.listed_until,
        t.relation, t.via_id, t.evidence
    from tag_profile_listing as p
    inner join tag_institution_listing as t on p.institution_id = t.institution_id and p.listing_id = t.listing_id
)

select
    concat_ws(
        '|', a.profile_id, a.variant, a.work_id, cast(a.authorship_no as varchar),
        cast(coalesce(s.affiliation_no, 0) as varchar), a.institution_id, a.country_code, coalesce(l.listing_id, '')
    ) as evidence_id,
    a.profile_id, a.variant, a.work_id, w.doi, w.title, w.publication_year as year, w.publication_date,
    a.authorship_no, coalesce(s.affiliation_no, 0) as affiliation_no, a.institution_id, i.institution_name,
    a.country_code, s.affiliation_string, l.listing_id, l.list_id, r.title as list_title, g.name_as_listed,
    l.relation, l.via_id, l.evidence as listing_evidence, l.effective_from,
    coalesce(g.source_url, r.source_url) as source_url
from affiliation as a
inner join stg_works as w on a.work_id = w.work_id
cross join ref_parameter as p
left join stg_affiliation as s
    on
        a.work_id = s.work_id and a.authorship_no = s.authorship_no
        and (a.affiliation_no = 0 or a.affiliation_no = s.affiliation_no)
left join stg_country_share as b
    on
        a.work_id = b.work_id and a.authorship_no = b.authorship_no and a.country_code = b.country_code
        and a.affiliation_no = 0 and b.is_by_string
left join stg_affiliation_country as t
    on s.work_id = t.work_id and s.authorship_no = t.authorship_no and s.affiliation_no = t.affiliation_no
left join stg_institution as i on a.institution_id = i.institution_id
left join listing as l
    on
        a.variant <> 'country' and a.profile_id = l.profile_id and a.institution_id = l.institution_id
        and l.effective_from <= case when a.variant = 'listed_then' then w.publication_date else p.as_of end
        and (
            l.listed_until is null
            or case when a.variant = 'listed_then' then w.publication_date else p.as_of end < l.listed_until
        )
left join ref_list as r on l.list_id = r.list_id
left join ref_listing as g on l.listing_id = g.listing_id
-- where strings gave the country, those that did are the evidence
where b.work_id is null or a.country_code = t.country_code
