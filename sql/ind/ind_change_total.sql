-- One row: all cells of a kind of exposure and kind of unit together, before and now, and the sum of their parts.
-- key: profile_id, variant, unit_kind
-- method: holds the parts to the difference where a cell that moved might have been missed
with total as (
    select profile_id, variant, unit_kind, works, exposed_works, 0 as part_works, 0 as part_exposed_works
    from ind_exposure_year
    union all
    select
        profile_id, variant, unit_kind, -works as works, -exposed_works as exposed_works,
        0 as part_works, 0 as part_exposed_works
    from past_exposure_year
    union all
    select
        profile_id, variant, unit_kind, 0 as works, 0 as exposed_works,
        works_new + works_removed + works_revised + works_tags + works_lists as part_works,
        exposed_works_new + exposed_works_removed + exposed_works_revised + exposed_works_tags + exposed_works_lists
            as part_exposed_works
    from ind_change
)

select
    t.profile_id, t.variant, t.unit_kind,
    cast(sum(t.works) as bigint) as works_difference, cast(sum(t.part_works) as bigint) as works_parts,
    cast(sum(t.exposed_works) as bigint) as exposed_difference,
    cast(sum(t.part_exposed_works) as bigint) as exposed_parts
from total as t
cross join past_run as r
where r.is_compared
group by t.profile_id, t.variant, t.unit_kind
