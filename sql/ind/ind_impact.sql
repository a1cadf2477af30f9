-- One row: a unit's works of a technology in a window of years, with what impact and specialisation are made of.
-- key: unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
-- units: works_all the unit's works of every kind, works_world and works_world_all those of the world
with cell as (
    select
        y.unit_kind, y.unit_id, y.technology_id, y.tag_scope, w.window_years, w.first_year, w.last_year,
        cast(sum(y.works) as bigint) as works,
        cast(sum(y.works_measured) as bigint) as works_measured,
        cast(sum(y.works_pooled) as bigint) as works_pooled,
        cast(sum(y.international_works) as bigint) as international_works,
        cast(sum(y.industry_works) as bigint) as industry_works,
        cast(sum(y.works_located) as bigint) as works_located,
        cast(coalesce(sum(y.works_fractional), 0) as double) as works_fractional,
        cast(coalesce(sum(y.unknown_mass), 0) as double) as unknown_mass,
        cast(coalesce(sum(y.works_measured_fractional), 0) as double) as works_measured_fractional,
        cast(coalesce(sum(y.p_top1), 0) as double) as p_top1,
        cast(coalesce(sum(y.p_top5), 0) as double) as p_top5,
        cast(coalesce(sum(y.p_top10), 0) as double) as p_top10,
        cast(coalesce(sum(y.p_top50), 0) as double) as p_top50,
        cast(coalesce(sum(y.p_top1_fractional), 0) as double) as p_top1_fractional,
        cast(coalesce(sum(y.p_top5_fractional), 0) as double) as p_top5_fractional,
        cast(coalesce(sum(y.p_top10_fractional), 0) as double) as p_top10_fractional,
        cast(coalesce(sum(y.p_top50_fractional), 0) as double) as p_top50_fractional,
        cast(coalesce(sum(y.ncs), 0) as double) as ncs,
        cast(coalesce(sum(y.ncs_fractional), 0) as double) as ncs_fractional,
        cast(coalesce(sum(y.international_works_fractional), 0) as double) as international_works_fractional,
        cast(coalesce(sum(y.industry_works_fractional), 0) as double) as industry_works_fractional,
        cast(coalesce(sum(y.distance_km), 0) as double) as distance_km
    from ind_impact_year as y
    inner join stg_window as w on y.publication_year between w.first_year and w.last_year
    group by
        y.unit_kind, y.unit_id, y.technology_id, y.tag_scope, w.window_years, w.first_year, w.last_year
),

world as (
    select y.technology_id, y.tag_scope, w.window_years, w.last_year, cast(sum(y.works) as bigint) as works
    from ind_technology_year as y
    inner join stg_window as w on y.publication_year between w.first_year and w.last_year
    group by y.technology_id, y.tag_scope, w.window_years, w.last_year
)

select
    c.unit_kind, c.unit_id, c.technology_id, c.tag_scope, c.window_years, c.first_year, c.last_year,
    c.works, c.works_measured, c.works_pooled, c.international_works, c.industry_works, c.works_located,
    c.works_fractional, c.unknown_mass, c.works_measured_fractional, c.p_top1, c.p_top5, c.p_top10, c.p_top50,
    c.p_top1_fractional, c.p_top5_fractional, c.p_top10_fractional, c.p_top50_fractional, c.ncs, c.ncs_fractional,
    c.international_works_fractional, c.industry_works_fractional, c.distance_km,
    a.works as works_all, t.works as works_world, e.works as works_world_all
from cell as c
inner join cell as a
    on
        c.unit_kind = a.unit_kind and c.unit_id = a.unit_id and a.technology_id = 'all'
        and c.window_years = a.window_years and c.last_year = a.last_year
inner join world as t
    on
        c.technology_id = t.technology_id and c.tag_scope = t.tag_scope
        and c.window_years = t.window_years and c.last_year = t.last_year
inner join world as e
    on
        e.technology_id = 'all'
        and c.window_years = e.window_years and c.last_year = e.last_year
