-- One row: works of a cell of ind_home_year in a window of years, whatever the profile.
-- key: hk_mo, unit_kind, unit_id, home_kind, home_id, window_years, last_year
-- units: works are full counts, *_mass and *_fractional fractions of works
-- method: cells of fewer works than the setting `small_cell` are left out; windows as in stg_window, single years too
select
    y.hk_mo, y.unit_kind, y.unit_id, y.home_kind, y.home_id, w.window_years, w.first_year, w.last_year,
    cast(sum(y.works) as bigint) as works,
    cast(sum(y.works_fractional) as double) as works_fractional,
    cast(sum(y.unknown_country_mass) as double) as unknown_country_mass,
    cast(sum(y.unknown_institution_mass) as double) as unknown_institution_mass,
    cast(sum(y.unknown_country_works) as bigint) as unknown_country_works,
    cast(sum(y.unknown_institution_works) as bigint) as unknown_institution_works,
    cast(sum(y.international_works) as bigint) as international_works,
    cast(sum(y.open_access_works) as bigint) as open_access_works,
    cast(sum(y.works_with_access) as bigint) as works_with_access
from ind_home_year as y
inner join stg_window as w on y.publication_year between w.first_year and w.last_year
cross join ref_parameter as p
group by
    y.hk_mo, y.unit_kind, y.unit_id, y.home_kind, y.home_id, w.window_years, w.first_year, w.last_year, p.small_cell
having sum(y.works) >= p.small_cell
