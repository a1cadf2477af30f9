-- error: the fractional weights of a work sum to 1, unknown affiliation included
select hk_mo, unit_kind, work_id, sum(weight) as total
from ind_work_unit
group by hk_mo, unit_kind, work_id
having abs(cast(sum(weight) as double) - 1) > 1e-9
