-- One row: a work that came, went or was revised since the build before.
-- key: work_id
-- method: revised: its date or its units differ, or what its record says now lets it count, or no longer; new and
--   removed: no record of it was held before, or is held now. Three thirds and one whole are the same weight
with dated as (
    select
        coalesce(n.work_id, p.work_id) as work_id,
        p.work_id is not null as is_in_past, n.work_id is not null as is_in_now,
        coalesce(n.publication_year = p.publication_year, false)
        and coalesce(cast(n.publication_date as varchar), '') = coalesce(cast(p.publication_date as varchar), '')
            as is_same_date
    from stg_works as n
    full outer join past_works as p on n.work_id = p.work_id
),

side as (
    select work_id, unit_kind, unit_id, cast(weight as decimal(14, 12)) as weight, 1 as side from ind_work_unit
    where hk_mo = 'own'
    union all
    select work_id, unit_kind, unit_id, cast(weight as decimal(14, 12)) as weight, -1 as side from past_work_unit
    where hk_mo = 'own'
),

differing as (
    select work_id from side
    group by work_id, unit_kind, unit_id, weight
    having sum(side) <> 0
),

moved as (
    select work_id from differing
    group by work_id
),

known_before as (
    select work_id from past_record
    group by work_id
),

known_now as (
    select s.work_id from stg_record as s
    left join raw_removed as r on s.work_id = r.work_id
    where r.work_id is null
    group by s.work_id
)

select
    d.work_id, d.is_in_past, d.is_in_now,
    case
        when not d.is_in_past and b.work_id is null then 'new'
        when not d.is_in_now and n.work_id is null then 'removed'
        else 'revised'
    end as outcome
from dated as d
left join moved as m on d.work_id = m.work_id
left join known_before as b on d.work_id = b.work_id and not d.is_in_past
left join known_now as n on d.work_id = n.work_id and not d.is_in_now
cross join past_run as r
where r.is_compared and (m.work_id is not null or not d.is_same_date or not d.is_in_past or not d.is_in_now)
