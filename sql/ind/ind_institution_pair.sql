-- One row: an ordered pair of institutions in a technology and window, with the counts its measures need.
-- key: institution_x, institution_y, technology_id, tag_scope, window_years, last_year
-- units: as in ind_country_pair; shared_works_* are works with another institution
-- method: only pairs with at least `small_cell` joint works in the window: the others would show no measure, and they are
--   nearly all pairs; links and works count them all the same. Each has its units' links: left joins only keep the engine
--   from joining all units with all first
with tie as (
    select unit_x, unit_y, technology_id, tag_scope, window_years, first_year, last_year, joint_works, joint_fractional
    from ind_tie_window
    where unit_kind = 'institution'
    union all
    select
        unit_y as unit_x, unit_x as unit_y, technology_id, tag_scope, window_years, first_year, last_year, joint_works,
        joint_fractional
    from ind_tie_window
    where unit_kind = 'institution'
)

select
    l.unit_x as institution_x, l.unit_y as institution_y, l.technology_id, l.tag_scope, l.window_years, l.first_year,
    l.last_year,
    l.joint_works, l.joint_fractional, x.works as works_x, y.works as works_y,
    x.shared_works as shared_works_x, y.shared_works as shared_works_y, x.shared_works_world,
    x.links as links_x, y.links as links_y, x.links_world,
    p.fields, p.exposed_sum, p.unexposed_sum, p.variance_sum
from tie as l
left join ind_unit_links as x
    on
        x.unit_kind = 'institution' and l.unit_x = x.unit_id and l.technology_id = x.technology_id
        and l.tag_scope = x.tag_scope and l.window_years = x.window_years and l.last_year = x.last_year
left join ind_unit_links as y
    on
        y.unit_kind = 'institution' and l.unit_y = y.unit_id and l.technology_id = y.technology_id
        and l.tag_scope = y.tag_scope and l.window_years = y.window_years and l.last_year = y.last_year
left join ind_tie_pooled as p
    on
        p.unit_kind = 'institution' and l.unit_x = p.unit_x and l.unit_y = p.unit_y
        and l.technology_id = p.technology_id and l.tag_scope = p.tag_scope
        and l.window_years = p.window_years and l.last_year = p.last_year
