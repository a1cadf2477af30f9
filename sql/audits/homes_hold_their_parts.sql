-- error: what is wider has at least the works of each of its parts, and not more than all of them together
with home as (
    select h.home_kind, h.home_id, h.technology_id, y.hk_mo, y.unit_kind, y.unit_id, sum(y.works) as works
    from tag_home_technology as h
    inner join ind_unit_year as y on h.technology_id = y.technology_id and y.tag_scope = 'high'
    group by h.home_kind, h.home_id, h.technology_id, y.hk_mo, y.unit_kind, y.unit_id
),

part as (
    select home_kind, home_id, hk_mo, unit_kind, unit_id, max(works) as largest, sum(works) as together
    from home
    group by home_kind, home_id, hk_mo, unit_kind, unit_id
),

wide as (
    select home_kind, home_id, hk_mo, unit_kind, unit_id, sum(works) as works
    from ind_home_year
    where unit_kind in ('institution', 'country') and home_kind <> 'technology'
    group by home_kind, home_id, hk_mo, unit_kind, unit_id
)

select w.home_kind, w.home_id, w.unit_kind, w.unit_id, w.works, p.largest, p.together
from wide as w
left join part as p
    on
        w.home_kind = p.home_kind and w.home_id = p.home_id and w.hk_mo = p.hk_mo and w.unit_kind = p.unit_kind
        and w.unit_id = p.unit_id
where coalesce(w.works between p.largest and p.together, false) is false
