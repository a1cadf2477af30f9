-- One row: a cell of ind_home_window counted for one kind of exposure.
-- key: profile_id, variant, unit_kind, unit_id, home_kind, home_id, window_years, last_year
-- view: of ind_home_window for every profile and ind_home_exposed_window
-- units: works are full counts, *_mass and *_fractional fractions of works
-- method: homes that take the same technologies together stand here once, as in tag_home.counted_as
select
    v.profile_id, v.variant, v.hk_mo, u.unit_kind, u.unit_id, u.home_kind, u.home_id,
    u.window_years, u.first_year, u.last_year, u.works, u.works_fractional,
    case when v.variant = 'country' then u.unknown_country_mass else u.unknown_institution_mass end as unknown_mass,
    coalesce(x.exposed_works, 0) as exposed_works,
    case when v.variant = 'country' then u.unknown_country_works else u.unknown_institution_works end
    - coalesce(x.exposed_unknown_works, 0) as unresolved_works,
    coalesce(x.exposed_fractional, 0) as exposed_fractional, coalesce(x.counterpart_mass, 0) as counterpart_mass,
    u.international_works, u.open_access_works, u.works_with_access
from ind_home_window as u
inner join tag_profile_variant as v on u.hk_mo = v.hk_mo
left join ind_home_exposed_window as x
    on
        v.profile_id = x.profile_id and v.variant = x.variant and u.unit_kind = x.unit_kind and u.unit_id = x.unit_id
        and u.home_kind = x.home_kind and u.home_id = x.home_id
        and u.window_years = x.window_years and u.last_year = x.last_year
