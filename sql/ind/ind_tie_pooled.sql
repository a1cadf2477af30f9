-- One row: the sums of Mantel and Haenszel over fields, of which the pooled RIC of x with y and its variance are made.
-- key: unit_kind, unit_x, unit_y, technology_id, tag_scope, window_years, last_year
-- method: with a = C_xy, c = C_y − C_xy, n1 = C_x, n0 = T − C_x, m = C_y, N = T in each field: Σ a n0/N, Σ c n1/N and
--   Σ (n1 n0 m − a c N)/N² (Greenland & Robins 1985); a field in which only one of both has links adds nothing. Exact
--   decimals, so that the order of fields does not matter. Of two units both orders are summed at once
with stratum as (
    select
        w.unit_kind, w.unit_x, w.unit_y, w.technology_id, w.tag_scope, w.window_years, w.last_year,
        cast(coalesce(f.joint_works, 0) as double) as a, cast(x.links as double) as x, cast(y.links as double) as y,
        cast(t.links as double) as n
    from ind_tie_window as w
    inner join ind_unit_links_field as x
        on
            w.unit_kind = x.unit_kind and w.unit_x = x.unit_id and w.technology_id = x.technology_id
            and w.tag_scope = x.tag_scope and w.window_years = x.window_years and w.last_year = x.last_year
    inner join ind_unit_links_field as y
        on
            w.unit_kind = y.unit_kind and w.unit_y = y.unit_id and w.technology_id = y.technology_id
            and w.tag_scope = y.tag_scope and w.window_years = y.window_years and w.last_year = y.last_year
            and x.field_id = y.field_id
    inner join ind_unit_links_field as t
        on
            w.unit_kind = t.unit_kind and t.unit_id = 'world' and w.technology_id = t.technology_id
            and w.tag_scope = t.tag_scope and w.window_years = t.window_years and w.last_year = t.last_year
            and x.field_id = t.field_id
    left join ind_tie_field as f
        on
            w.unit_kind = f.unit_kind and w.unit_x = f.unit_x and w.unit_y = f.unit_y
            and w.technology_id = f.technology_id and w.tag_scope = f.tag_scope
            and w.window_years = f.window_years and w.last_year = f.last_year and x.field_id = f.field_id
    where x.links > 0 and y.links > 0
),

pooled as (
    select
        unit_kind, unit_x, unit_y, technology_id, tag_scope, window_years, last_year, count(*) as fields,
        sum(cast(a * (n - x) / n as decimal(38, 20))) as exposed_x,
        sum(cast(a * (n - y) / n as decimal(38, 20))) as exposed_y,
        sum(cast((y - a) * x / n as decimal(38, 20))) as unexposed_x,
        sum(cast((x - a) * y / n as decimal(38, 20))) as unexposed_y,
        sum(cast((x * (n - x) / n * y - a * (y - a)) / n as decimal(38, 20))) as variance_x,
        sum(cast((y * (n - y) / n * x - a * (x - a)) / n as decimal(38, 20))) as variance_y
    from stratum
    group by unit_kind, unit_x, unit_y, technology_id, tag_scope, window_years, last_year
)

select
    unit_kind, unit_x, unit_y, technology_id, tag_scope, window_years, last_year, fields,
    cast(exposed_x as double) as exposed_sum, cast(unexposed_x as double) as unexposed_sum,
    cast(variance_x as double) as variance_sum
from pooled
union all
select
    unit_kind, unit_y as unit_x, unit_x as unit_y, technology_id, tag_scope, window_years, last_year, fields,
    cast(exposed_y as double) as exposed_sum, cast(unexposed_y as double) as unexposed_sum,
    cast(variance_y as double) as variance_sum
from pooled
