-- One row: joint works of two tied units in a technology, field and window.
-- key: unit_kind, unit_x, unit_y, technology_id, tag_scope, field_id, window_years, last_year
-- method: unit_x < unit_y; fields without a joint work have no row
select
    y.unit_kind, y.unit_x, y.unit_y, y.technology_id, y.tag_scope, y.field_id, w.window_years, w.last_year,
    cast(sum(y.joint_works) as bigint) as joint_works
from ind_tie_year as y
inner join stg_window as w on y.publication_year between w.first_year and w.last_year
group by y.unit_kind, y.unit_x, y.unit_y, y.technology_id, y.tag_scope, y.field_id, w.window_years, w.last_year
