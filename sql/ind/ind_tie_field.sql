-- One row: joint works of two units tied in a technology and window, by field.
-- key: unit_kind, unit_x, unit_y, technology_id, tag_scope, field_id, window_years, last_year
-- method: unit_x < unit_y; fields without a joint work have no row
select
    w.unit_kind, w.unit_x, w.unit_y, w.technology_id, w.tag_scope, y.field_id, w.window_years, w.last_year,
    cast(sum(y.joint_works) as bigint) as joint_works
from ind_tie_window as w
inner join ind_tie_year as y
    on
        w.unit_kind = y.unit_kind and w.unit_x = y.unit_x and w.unit_y = y.unit_y
        and w.technology_id = y.technology_id and w.tag_scope = y.tag_scope
        and y.publication_year between w.first_year and w.last_year
group by w.unit_kind, w.unit_x, w.unit_y, w.technology_id, w.tag_scope, y.field_id, w.window_years, w.last_year
