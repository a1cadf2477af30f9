-- One row: the world's works of a technology in a window.
-- key: technology_id, tag_scope, window_years, last_year
select
    y.technology_id, y.tag_scope, w.window_years, w.first_year, w.last_year,
    cast(sum(y.works) as bigint) as works, cast(sum(y.unknown_mass) as double) as unknown_mass,
    cast(sum(y.works_measured) as bigint) as works_measured, cast(sum(y.p_top10) as double) as p_top10,
    cast(sum(y.industry_works) as bigint) as industry_works
from ind_technology_impact_year as y
inner join stg_window as w on y.publication_year between w.first_year and w.last_year
group by y.technology_id, y.tag_scope, w.window_years, w.first_year, w.last_year
