-- One row: how many of a unit's works of a technology in a window of years would be exposed at the world's rates.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
-- units: as in ind_expected_year
select
    y.profile_id, y.variant, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope, w.window_years, w.last_year,
    cast(sum(y.expected_works) as double) as expected_works,
    cast(sum(y.mixed_expected_works) as double) as mixed_expected_works
from ind_expected_year as y
inner join stg_window as w on y.publication_year between w.first_year and w.last_year
where w.window_years <> 1
group by
    y.profile_id, y.variant, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope, w.window_years, w.last_year
