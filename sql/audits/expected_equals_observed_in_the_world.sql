-- error: the world as a whole has as many exposed works as are expected of it, so that a ratio of 1 is the world's
select x.profile_id, x.variant, x.technology_id, x.tag_scope, sum(x.expected) as expected
from ind_work_expected as x
inner join ind_work_exposure as e on x.profile_id = e.profile_id and x.variant = e.variant and x.work_id = e.work_id
group by x.profile_id, x.variant, x.technology_id, x.tag_scope
having
    abs(cast(sum(x.expected) as double) - count(case when e.is_exposed then 1 end)) > 1e-9 * count(*)
    or abs(cast(sum(x.mixed_expected) as double) - count(case when e.is_exposed and x.is_mixed then 1 end))
    > 1e-9 * count(*)
