-- One row: two units with at least `small_cell` joint works over all years; rarer pairs would show no measure anywhere.
-- key: unit_kind, unit_x, unit_y
-- method: unit_x < unit_y
select x.unit_kind, x.unit_id as unit_x, y.unit_id as unit_y, count(*) as joint_works
from ind_work_unit as x
inner join ind_work_unit as y
    on x.work_id = y.work_id and x.unit_kind = y.unit_kind and x.hk_mo = y.hk_mo and x.unit_id < y.unit_id
cross join ref_parameter as p
where x.hk_mo = 'own' and x.unit_id <> 'unknown' and y.unit_id <> 'unknown'
group by x.unit_kind, x.unit_id, y.unit_id
having count(*) >= max(p.small_cell)
