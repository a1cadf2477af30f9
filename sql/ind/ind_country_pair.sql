-- One row: an ordered pair of countries in a technology and window, with the counts its measures need.
-- key: country_x, country_y, technology_id, tag_scope, window_years, last_year
-- units: works_* all works of a country, shared_works_* those with another country, links_* its joint works summed over
--   partners, links_world the sum over pairs; fields and *_sum as in ind_tie_pooled, null for pairs it leaves out
with link as (
    select
        l.country_x, l.country_y, l.technology_id, l.tag_scope, w.window_years, w.first_year, w.last_year,
        cast(sum(l.joint_works) as bigint) as joint_works,
        cast(sum(l.joint_fractional) as double) as joint_fractional
    from ind_country_link_year as l
    inner join stg_window as w on l.publication_year between w.first_year and w.last_year
    group by l.country_x, l.country_y, l.technology_id, l.tag_scope, w.window_years, w.first_year, w.last_year
)

select
    l.country_x, l.country_y, l.technology_id, l.tag_scope, l.window_years, l.first_year, l.last_year,
    l.joint_works, l.joint_fractional, x.works as works_x, y.works as works_y,
    x.shared_works as shared_works_x, y.shared_works as shared_works_y, x.shared_works_world,
    x.links as links_x, y.links as links_y, x.links_world,
    p.fields, p.exposed_sum, p.unexposed_sum, p.variance_sum
from link as l
left join ind_unit_links as x
    on
        x.unit_kind = 'country' and l.country_x = x.unit_id and l.technology_id = x.technology_id
        and l.tag_scope = x.tag_scope and l.window_years = x.window_years and l.last_year = x.last_year
left join ind_unit_links as y
    on
        y.unit_kind = 'country' and l.country_y = y.unit_id and l.technology_id = y.technology_id
        and l.tag_scope = y.tag_scope and l.window_years = y.window_years and l.last_year = y.last_year
left join ind_tie_pooled as p
    on
        p.unit_kind = 'country' and l.country_x = p.unit_x and l.country_y = p.unit_y
        and l.technology_id = p.technology_id
        and l.tag_scope = p.tag_scope and l.window_years = p.window_years and l.last_year = p.last_year
