-- One row: a unit's works of a technology in a window of years, counted for one kind of exposure.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
-- units: works are full counts, *_mass and *_fractional fractions of works
select
    y.profile_id, y.variant, y.hk_mo, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope,
    w.window_years, w.first_year, w.last_year,
    cast(sum(y.works) as bigint) as works,
    cast(sum(y.works_fractional) as double) as works_fractional,
    cast(sum(y.unknown_mass) as double) as unknown_mass,
    cast(sum(y.exposed_works) as bigint) as exposed_works,
    cast(sum(y.unresolved_works) as bigint) as unresolved_works,
    cast(sum(y.exposed_fractional) as double) as exposed_fractional,
    cast(sum(y.counterpart_mass) as double) as counterpart_mass,
    cast(sum(y.works_small_team) as bigint) as works_small_team,
    cast(sum(y.exposed_works_small_team) as bigint) as exposed_works_small_team,
    cast(sum(y.international_works) as bigint) as international_works,
    cast(sum(y.bilateral_works) as bigint) as bilateral_works,
    cast(sum(y.multilateral_works) as bigint) as multilateral_works,
    cast(sum(y.open_access_works) as bigint) as open_access_works,
    cast(sum(y.works_with_access) as bigint) as works_with_access
from ind_exposure_year as y
inner join stg_window as w on y.publication_year between w.first_year and w.last_year
group by
    y.profile_id, y.variant, y.hk_mo, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope,
    w.window_years, w.first_year, w.last_year
