-- One row: two units with at least `small_cell` joint works in a technology and window.
-- key: unit_kind, unit_x, unit_y, technology_id, tag_scope, window_years, last_year
-- method: unit_x < unit_y
with tie as (
    select
        unit_kind, unit_x, unit_y, technology_id, tag_scope, publication_year, sum(joint_works) as joint_works,
        sum(joint_fractional) as joint_fractional
    from ind_tie_year
    group by unit_kind, unit_x, unit_y, technology_id, tag_scope, publication_year
)

select
    t.unit_kind, t.unit_x, t.unit_y, t.technology_id, t.tag_scope, w.window_years, w.first_year, w.last_year,
    cast(sum(t.joint_works) as bigint) as joint_works, cast(sum(t.joint_fractional) as double) as joint_fractional
from tie as t
inner join stg_window as w on t.publication_year between w.first_year and w.last_year
cross join ref_parameter as p
group by t.unit_kind, t.unit_x, t.unit_y, t.technology_id, t.tag_scope, w.window_years, w.first_year, w.last_year
having sum(t.joint_works) >= max(p.small_cell)
