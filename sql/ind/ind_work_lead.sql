-- One row: who leads an exposed work, seen from a unit on it.
-- key: profile_id, variant, unit_kind, unit_id, work_id
-- units: weight is the unit's credit; led_* are fractions of the work and sum to 1
-- method: the unit itself first, then W, then unknown where the institution (for institutions and lists) or the country
--   is not known, also where a work has no leader
with seen as (
    select
        e.profile_id, e.variant, u.unit_kind, u.unit_id, e.work_id, u.weight, l.is_corresponding,
        coalesce(l.is_counterpart, false) as is_counterpart,
        coalesce(l.weight, 1) as part,
        u.unit_id = coalesce(case when u.unit_kind = 'country' then l.country_id else l.institution_id end, '')
            as is_own,
        'unknown' = coalesce(
            case when u.unit_kind = 'country' and e.variant = 'country' then l.country_id else l.institution_id end,
            'unknown'
        ) as is_unknown
    from ind_work_exposed as e
    inner join ind_work_unit as u on e.work_id = u.work_id and (u.unit_kind = 'institution' or e.hk_mo = u.hk_mo)
    left join ind_exposed_leading as l
        on e.profile_id = l.profile_id and e.variant = l.variant and e.work_id = l.work_id
    where u.unit_id <> 'unknown'
)

select
    profile_id, variant, unit_kind, unit_id, work_id, max(weight) as weight,
    coalesce(max(case when is_corresponding then 1 end), 0) = 1 as is_corresponding,
    cast(sum(case when is_own then part else 0 end) as decimal(18, 17)) as led_by_unit,
    cast(sum(case when not is_own and is_counterpart then part else 0 end) as decimal(18, 17)) as led_by_counterpart,
    cast(sum(case when not (is_own or is_counterpart) and is_unknown then part else 0 end) as decimal(18, 17))
        as led_unknown,
    cast(sum(case when is_own or is_counterpart or is_unknown then 0 else part end) as decimal(18, 17))
        as led_elsewhere
from seen
group by profile_id, variant, unit_kind, unit_id, work_id
