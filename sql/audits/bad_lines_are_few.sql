-- error: no part has a larger share of bad lines than `max_bad_share`
select r.part_id, r.quarantined
from raw_part as r
cross join ref_parameter as p
where r.quarantined > p.max_bad_share * (r.records + r.quarantined + r.left_out)
