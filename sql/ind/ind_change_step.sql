-- One row: a work leaving (−1) or entering (1) a state, on its way from the build before to this one.
-- key: work_id, part, sign
-- method: states follow each other: as before; with its new units, date and text; with the new fields; with the new
--   lists. `*_of` says whose units, tags and listings it has in the state
with touched as (
    select work_id from ind_change_record
    union
    select work_id from ind_change_tag
    union
    select work_id from ind_change_listing
),

work as (
    select
        w.work_id, coalesce(r.outcome, 'kept') as outcome,
        coalesce(r.is_in_past, true) as is_in_past, coalesce(r.is_in_now, true) as is_in_now,
        coalesce(r.outcome, 'kept') = 'revised' or coalesce(t.is_text_revised, false) as is_revised,
        case when t.work_id is not null and not t.is_text_revised then 'past' else 'now' end as tags_of,
        case when l.work_id is not null and r.work_id is null then 'past' else 'now' end as lists_of
    from touched as w
    left join ind_change_record as r on w.work_id = r.work_id
    left join ind_change_tag as t on w.work_id = t.work_id
    left join ind_change_listing as l on w.work_id = l.work_id
)

select work_id, outcome as part, 1 as sign, 'now' as units_of, 'now' as tags_of, 'now' as lists_of from work
where not is_in_past
union all
select work_id, outcome as part, -1 as sign, 'past' as units_of, 'past' as tags_of, 'past' as lists_of from work
where not is_in_now
union all
select work_id, 'revised' as part, -1 as sign, 'past' as units_of, 'past' as tags_of, 'past' as lists_of from work
where is_revised and is_in_past and is_in_now
union all
select work_id, 'revised' as part, 1 as sign, 'now' as units_of, tags_of, lists_of from work
where is_revised and is_in_past and is_in_now
union all
select work_id, 'tags' as part, -1 as sign, 'now' as units_of, 'past' as tags_of, lists_of from work
where tags_of = 'past'
union all
select work_id, 'tags' as part, 1 as sign, 'now' as units_of, 'now' as tags_of, lists_of from work
where tags_of = 'past'
union all
select work_id, 'lists' as part, -1 as sign, 'now' as units_of, 'now' as tags_of, 'past' as lists_of from work
where lists_of = 'past'
union all
select work_id, 'lists' as part, 1 as sign, 'now' as units_of, 'now' as tags_of, 'now' as lists_of from work
where lists_of = 'past'
