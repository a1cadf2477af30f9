-- One row: a cell of a profile or technology that one of the two builds does not have, and what it moved as a whole.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year, part
-- units: as in ind_exposure_year, now less before
-- method: a profile, or a kind of exposure of it, that came or went is `lists`; a technology that came or went is `tags`
with variant as (
    select n.profile_id, n.variant
    from tag_profile_variant as n
    inner join past_profile_variant as p
        on n.profile_id = p.profile_id and n.variant = p.variant and n.hk_mo = p.hk_mo
),

technology as (
    select n.technology_id from ref_technology as n
    inner join past_technology as p on n.technology_id = p.technology_id
    union all
    select 'all' as technology_id
),

cell as (
    select
        profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year,
        works, works_fractional, exposed_works, exposed_fractional
    from ind_exposure_year
    union all
    select
        profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year,
        -works as works, -works_fractional as works_fractional,
        -exposed_works as exposed_works, -exposed_fractional as exposed_fractional
    from past_exposure_year
)

select
    c.profile_id, c.variant, c.unit_kind, c.unit_id, c.technology_id, c.tag_scope, c.publication_year,
    case when v.profile_id is null then 'lists' else 'tags' end as part,
    cast(sum(c.works) as bigint) as works, sum(c.works_fractional) as works_fractional,
    cast(sum(c.exposed_works) as bigint) as exposed_works, sum(c.exposed_fractional) as exposed_fractional
from cell as c
left join variant as v on c.profile_id = v.profile_id and c.variant = v.variant
left join technology as t on c.technology_id = t.technology_id
cross join past_run as r
where r.is_compared and (v.profile_id is null or t.technology_id is null)
group by
    c.profile_id, c.variant, c.unit_kind, c.unit_id, c.technology_id, c.tag_scope, c.publication_year,
    case when v.profile_id is null then 'lists' else 'tags' end
