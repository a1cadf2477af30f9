-- One row: an exposed work of an institution that is not itself in the counterpart set.
-- key: institution_id, profile_id, variant, work_id
select u.unit_id as institution_id, e.profile_id, e.variant, e.work_id
from ind_work_exposed as e
inner join ind_work_unit as u on e.work_id = u.work_id
left join ind_unit_counterpart as c
    on e.profile_id = c.profile_id and e.variant = c.variant and c.unit_kind = 'institution' and u.unit_id = c.unit_id
where u.unit_kind = 'institution' and u.unit_id <> 'unknown' and c.unit_id is null
