-- One row: the sums of Mantel and Haenszel over fields, of which the pooled RIC of x with y and its variance are made.
-- key: unit_kind, unit_x, unit_y, technology_id, tag_scope, window_years, last_year
-- method: with a = C_xy, c = C_y − C_xy, n1 = C_x, n0 = T − C_x, m = C_y, N = T in each field: Σ a n0/N, Σ c n1/N and
--   Σ (n1 n0 m − a c N)/N² (Greenland & Robins 1985); a field in which only one of both has links adds nothing. Exact
--   decimals, so that the order of fields does not matter
with stratum as (
    select
        w.unit_kind, w.unit_x, w.unit_y, w.technology_id, w.tag_scope, w.window_years, w.last_year,
        cast(coalesce(f.joint_works, 0) as double) as a, cast(y.links - coalesce(f.joint_works, 0) as double) as c,
        cast(x.links as double) as n1, cast(t.links - x.links as double) as n0, cast(y.links as double) as m,
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
            w.unit_kind = f.unit_kind and least(w.unit_x, w.unit_y) = f.unit_x
            and greatest(w.unit_x, w.unit_y) = f.unit_y and w.technology_id = f.technology_id
            and w.tag_scope = f.tag_scope and w.window_years = f.window_years and w.last_year = f.last_year
            and x.field_id = f.field_id
    where x.links > 0 and y.links > 0
)

select
    unit_kind, unit_x, unit_y, technology_id, tag_scope, window_years, last_year, count(*) as fields,
    cast(sum(cast(a * n0 / n as decimal(38, 20))) as double) as exposed_sum,
    cast(sum(cast(c * n1 / n as decimal(38, 20))) as double) as unexposed_sum,
    cast(sum(cast((n1 * n0 / n * m - a * c) / n as decimal(38, 20))) as double) as variance_sum
from stratum
group by unit_kind, unit_x, unit_y, technology_id, tag_scope, window_years, last_year
