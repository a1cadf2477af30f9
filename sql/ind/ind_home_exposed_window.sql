-- One row: exposed works of a cell of ind_home_window; cells without one have no row.
-- key: profile_id, variant, unit_kind, unit_id, home_kind, home_id, window_years, last_year
-- units: as in ind_exposed_year
select
    y.profile_id, y.variant, y.unit_kind, y.unit_id, y.home_kind, y.home_id, c.window_years, c.last_year,
    cast(sum(y.exposed_works) as bigint) as exposed_works,
    cast(sum(y.exposed_unknown_works) as bigint) as exposed_unknown_works,
    cast(sum(y.exposed_fractional) as double) as exposed_fractional,
    cast(sum(y.counterpart_mass) as double) as counterpart_mass
from ind_home_exposed_year as y
inner join tag_profile_variant as v on y.profile_id = v.profile_id and y.variant = v.variant
inner join ind_home_window as c
    on
        v.hk_mo = c.hk_mo and y.unit_kind = c.unit_kind and y.unit_id = c.unit_id
        and y.home_kind = c.home_kind and y.home_id = c.home_id
        and y.publication_year between c.first_year and c.last_year
group by
    y.profile_id, y.variant, y.unit_kind, y.unit_id, y.home_kind, y.home_id, c.window_years, c.last_year
