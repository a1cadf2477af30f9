-- error: the world as a whole has as many exposed works as are expected of it, so that a ratio of 1 is the world's
select observed.profile_id, observed.variant, observed.technology_id, observed.tag_scope, expected.works
from (
    select
        e.profile_id, e.variant, t.technology_id, t.tag_scope, count(*) as works,
        count(case when e.is_mixed then 1 end) as mixed_works
    from ind_work_exposed as e
    inner join tag_work_scope as t on e.work_id = t.work_id
    group by e.profile_id, e.variant, t.technology_id, t.tag_scope
) as observed
left join (
    select
        r.profile_id, r.variant, r.technology_id, r.tag_scope, sum(r.works) as all_works,
        sum(cast(r.rate * cast(r.works as double) as decimal(28, 15))) as works,
        sum(cast(r.mixed_rate * cast(r.works_mixed as double) as decimal(28, 15))) as mixed_works
    from ind_stratum_rate as r
    group by r.profile_id, r.variant, r.technology_id, r.tag_scope
) as expected
    on
        observed.profile_id = expected.profile_id and observed.variant = expected.variant
        and observed.technology_id = expected.technology_id and observed.tag_scope = expected.tag_scope
where
    coalesce(abs(cast(expected.works as double) - observed.works) > 1e-9 * expected.all_works, true)
    or coalesce(abs(cast(expected.mixed_works as double) - observed.mixed_works) > 1e-9 * expected.all_works, true)
