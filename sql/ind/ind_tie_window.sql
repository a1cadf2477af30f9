-- One row: an ordered pair of units with at least `small_cell` joint works in a technology and window.
-- key: unit_kind, unit_x, unit_y, technology_id, tag_scope, window_years, last_year
with tie as (
    select
        y.unit_kind, y.unit_x, y.unit_y, y.technology_id, y.tag_scope, w.window_years, w.first_year, w.last_year,
        cast(sum(y.joint_works) as bigint) as joint_works,
        cast(sum(y.joint_fractional) as double) as joint_fractional
    from ind_tie_year as y
    inner join stg_window as w on y.publication_year between w.first_year and w.last_year
    cross join ref_parameter as p
    group by
        y.unit_kind, y.unit_x, y.unit_y, y.technology_id, y.tag_scope, w.window_years, w.first_year, w.last_year
    having sum(y.joint_works) >= max(p.small_cell)
)

select
    unit_kind, unit_x, unit_y, technology_id, tag_scope, window_years, first_year, last_year, joint_works,
    joint_fractional
from tie
union all
select
    unit_kind, unit_y as unit_x, unit_x as unit_y, technology_id, tag_scope, window_years, first_year, last_year,
    joint_works, joint_fractional
from tie
