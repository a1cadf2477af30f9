-- One row: a unit's works of a technology in a window of years, whatever the profile.
-- key: hk_mo, unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
-- units: as in ind_unit_year
select
    y.hk_mo, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope, w.window_years, w.first_year, w.last_year,
    cast(sum(y.works) as bigint) as works,
    cast(sum(y.works_fractional) as double) as works_fractional,
    cast(sum(y.unknown_country_mass) as double) as unknown_country_mass,
    cast(sum(y.unknown_institution_mass) as double) as unknown_institution_mass,
    cast(sum(y.unknown_country_works) as bigint) as unknown_country_works,
    cast(sum(y.unknown_institution_works) as bigint) as unknown_institution_works,
    cast(sum(y.works_small_team) as bigint) as works_small_team,
    cast(sum(y.unknown_country_mass_small_team) as double) as unknown_country_mass_small_team,
    cast(sum(y.unknown_institution_mass_small_team) as double) as unknown_institution_mass_small_team,
    cast(sum(y.international_works) as bigint) as international_works,
    cast(sum(y.bilateral_works) as bigint) as bilateral_works,
    cast(sum(y.multilateral_works) as bigint) as multilateral_works,
    cast(sum(y.open_access_works) as bigint) as open_access_works,
    cast(sum(y.works_with_access) as bigint) as works_with_access,
    cast(sum(y.authorships) as bigint) as authorships,
    cast(sum(y.academic_only_works) as bigint) as academic_only_works,
    cast(sum(y.mixed_company_works) as bigint) as mixed_company_works,
    cast(sum(y.company_only_works) as bigint) as company_only_works,
    cast(sum(y.company_unresolved_works) as bigint) as company_unresolved_works,
    cast(sum(y.rated_works) as bigint) as rated_works,
    cast(sum(y.top10_works) as double) as top10_works,
    cast(sum(y.works_with_funders) as bigint) as works_with_funders,
    cast(sum(y.unknown_funder_works) as bigint) as unknown_funder_works
from ind_unit_year as y
inner join stg_window as w on y.publication_year between w.first_year and w.last_year
group by
    y.hk_mo, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope, w.window_years, w.first_year, w.last_year
