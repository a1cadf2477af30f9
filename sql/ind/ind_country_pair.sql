-- One row: an ordered pair of countries in a technology and window, with the counts its measures need.
-- key: country_x, country_y, technology_id, tag_scope, window_years, last_year
-- units: works_* all works of a country, links_* its joint works summed over partners, links_world the sum over pairs
with link as (
    select
        l.country_x, l.country_y, l.technology_id, l.tag_scope, w.window_years, w.first_year, w.last_year,
        cast(sum(l.joint_works) as bigint) as joint_works,
        cast(sum(l.joint_fractional) as double) as joint_fractional
    from ind_country_link_year as l
    inner join stg_window as w on l.publication_year between w.first_year and w.last_year
    group by l.country_x, l.country_y, l.technology_id, l.tag_scope, w.window_years, w.first_year, w.last_year
),

country as (
    select c.country_code, c.technology_id, c.tag_scope, w.window_years, w.last_year, sum(c.works) as works
    from ind_country_year as c
    inner join stg_window as w on c.publication_year between w.first_year and w.last_year
    group by c.country_code, c.technology_id, c.tag_scope, w.window_years, w.last_year
),

links as (
    select country_x as country_code, technology_id, tag_scope, window_years, last_year, sum(joint_works) as links
    from link
    group by country_x, technology_id, tag_scope, window_years, last_year
),

world as (
    select technology_id, tag_scope, window_years, last_year, sum(links) / 2 as links
    from links
    group by technology_id, tag_scope, window_years, last_year
)

select
    l.country_x, l.country_y, l.technology_id, l.tag_scope, l.window_years, l.first_year, l.last_year,
    l.joint_works, l.joint_fractional,
    cast(nx.works as bigint) as works_x, cast(ny.works as bigint) as works_y,
    cast(cx.links as bigint) as links_x, cast(cy.links as bigint) as links_y,
    cast(t.links as bigint) as links_world
from link as l
inner join country as nx
    on
        l.country_x = nx.country_code and l.technology_id = nx.technology_id and l.tag_scope = nx.tag_scope
        and l.window_years = nx.window_years and l.last_year = nx.last_year
inner join country as ny
    on
        l.country_y = ny.country_code and l.technology_id = ny.technology_id and l.tag_scope = ny.tag_scope
        and l.window_years = ny.window_years and l.last_year = ny.last_year
inner join links as cx
    on
        l.country_x = cx.country_code and l.technology_id = cx.technology_id and l.tag_scope = cx.tag_scope
        and l.window_years = cx.window_years and l.last_year = cx.last_year
inner join links as cy
    on
        l.country_y = cy.country_code and l.technology_id = cy.technology_id and l.tag_scope = cy.tag_scope
        and l.window_years = cy.window_years and l.last_year = cy.last_year
inner join world as t
    on
        l.technology_id = t.technology_id and l.tag_scope = t.tag_scope
        and l.window_years = t.window_years and l.last_year = t.last_year
