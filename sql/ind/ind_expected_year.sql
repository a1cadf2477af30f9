-- One row: how many of a unit's works of a technology and year would be exposed at the world's rates.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year
-- units: mixed_expected_works of works not wholly within W alone; a cell in which the world has no exposed work has no row
with stratum as (
    select hk_mo, unit_kind, unit_id, technology_id, tag_scope, publication_year, stratum_id, sum(works) as works
    from ind_unit_stratum
    group by hk_mo, unit_kind, unit_id, technology_id, tag_scope, publication_year, stratum_id
),

whole as (
    select
        profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year, stratum_id,
        sum(whole_works) as works
    from ind_exposed_stratum
    group by profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year, stratum_id
    having sum(whole_works) > 0
)

select
    r.profile_id, r.variant, s.unit_kind, s.unit_id, s.technology_id, s.tag_scope, s.publication_year,
    sum(cast(cast(s.works as double) * r.rate as decimal(28, 15))) as expected_works,
    sum(cast(cast(s.works - coalesce(w.works, 0) as double) * r.mixed_rate as decimal(28, 15)))
        as mixed_expected_works
from ind_stratum_rate as r
inner join tag_profile_variant as v on r.profile_id = v.profile_id and r.variant = v.variant
inner join stratum as s
    on
        v.hk_mo = s.hk_mo and r.technology_id = s.technology_id and r.tag_scope = s.tag_scope
        and r.stratum_id = s.stratum_id and r.publication_year = s.publication_year
left join whole as w
    on
        r.profile_id = w.profile_id and r.variant = w.variant and s.unit_kind = w.unit_kind and s.unit_id = w.unit_id
        and s.technology_id = w.technology_id and s.tag_scope = w.tag_scope
        and s.publication_year = w.publication_year and s.stratum_id = w.stratum_id
group by r.profile_id, r.variant, s.unit_kind, s.unit_id, s.technology_id, s.tag_scope, s.publication_year
