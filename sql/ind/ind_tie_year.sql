-- One row: joint works of two tied units in a technology, field and year.
-- key: unit_kind, unit_x, unit_y, technology_id, tag_scope, field_id, publication_year
-- units: joint_works full count; joint_fractional, each work with n units gives each of its pairs 1/(n − 1)
select
    i.unit_kind, i.unit_x, i.unit_y, t.technology_id, t.tag_scope, l.field_id, l.publication_year,
    count(*) as joint_works,
    sum(cast(cast(1 as double) / nullif(l.units - 1, 0) as decimal(18, 17))) as joint_fractional
from ind_tie as i
inner join ind_work_unit as x on i.unit_kind = x.unit_kind and i.unit_x = x.unit_id and x.hk_mo = 'own'
inner join ind_work_unit as y
    on i.unit_kind = y.unit_kind and i.unit_y = y.unit_id and y.hk_mo = 'own' and x.work_id = y.work_id
inner join ind_work_links as l on i.unit_kind = l.unit_kind and x.work_id = l.work_id
inner join tag_work_scope as t on x.work_id = t.work_id
group by i.unit_kind, i.unit_x, i.unit_y, t.technology_id, t.tag_scope, l.field_id, l.publication_year
