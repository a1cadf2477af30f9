-- One row: joint works of two units in a technology, field and year.
-- key: unit_kind, unit_x, unit_y, technology_id, tag_scope, field_id, publication_year
-- units: joint_works full count; joint_fractional, each work with n units gives each of its pairs 1/(n − 1)
-- method: unit_x < unit_y; only pairs with at least `small_cell` joint works in the technology over all years, as rarer
--   ones would show no measure anywhere
with joint as (
    select
        x.unit_kind, x.unit_id as unit_x, y.unit_id as unit_y, t.technology_id, t.tag_scope, l.field_id,
        l.publication_year, count(*) as joint_works,
        sum(cast(cast(1 as double) / (l.units - 1) as decimal(18, 17))) as joint_fractional
    from ind_work_links as l
    inner join ind_work_unit as x on l.work_id = x.work_id and l.unit_kind = x.unit_kind
    inner join ind_work_unit as y on l.work_id = y.work_id and l.unit_kind = y.unit_kind and x.unit_id < y.unit_id
    inner join tag_work_scope as t on l.work_id = t.work_id
    where l.units > 1 and x.hk_mo = 'own' and y.hk_mo = 'own' and x.unit_id <> 'unknown' and y.unit_id <> 'unknown'
    group by x.unit_kind, x.unit_id, y.unit_id, t.technology_id, t.tag_scope, l.field_id, l.publication_year
),

tie as (
    select j.unit_kind, j.unit_x, j.unit_y, j.technology_id, j.tag_scope
    from joint as j
    cross join ref_parameter as p
    group by j.unit_kind, j.unit_x, j.unit_y, j.technology_id, j.tag_scope
    having sum(j.joint_works) >= max(p.small_cell)
)

select
    j.unit_kind, j.unit_x, j.unit_y, j.technology_id, j.tag_scope, j.field_id, j.publication_year, j.joint_works,
    j.joint_fractional
from joint as j
inner join tie as i
    on
        j.unit_kind = i.unit_kind and j.unit_x = i.unit_x and j.unit_y = i.unit_y
        and j.technology_id = i.technology_id and j.tag_scope = i.tag_scope
