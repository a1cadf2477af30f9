-- One row: a unit's works of a technology in a year, counted for one kind of exposure. All columns add up over years.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year
-- view: of ind_unit_year for every profile and ind_exposed_year
-- units: works are full counts, *_mass and *_fractional fractions of works
select
    v.profile_id, v.variant, v.hk_mo, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope, y.publication_year,
    y.works, y.works_fractional,
    case when v.variant = 'country' then y.unknown_country_mass else y.unknown_institution_mass end as unknown_mass,
    coalesce(x.exposed_works, 0) as exposed_works,
    case when v.variant = 'country' then y.unknown_country_works else y.unknown_institution_works end
    - coalesce(x.exposed_unknown_works, 0) as unresolved_works,
    coalesce(x.exposed_fractional, 0) as exposed_fractional, coalesce(x.counterpart_mass, 0) as counterpart_mass,
    y.works_small_team, coalesce(x.exposed_works_small_team, 0) as exposed_works_small_team,
    y.international_works, y.bilateral_works, y.multilateral_works, y.open_access_works, y.works_with_access
from tag_profile_variant as v
inner join ind_unit_year as y on v.hk_mo = y.hk_mo
left join ind_exposed_year as x
    on
        v.profile_id = x.profile_id and v.variant = x.variant and y.unit_kind = x.unit_kind and y.unit_id = x.unit_id
        and y.technology_id = x.technology_id and y.tag_scope = x.tag_scope
        and y.publication_year = x.publication_year
