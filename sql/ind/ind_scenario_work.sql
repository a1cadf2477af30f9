-- One row: a work of the newest window seen from a unit on it, in a technology, with what it is matched by.
-- key: hk_mo, unit_kind, unit_id, technology_id, work_id
-- method: headline tags; bands of team size as in ind_uplift_year; the unit leads where at least half of the lead is its own
with leader as (
    select 'institution' as unit_kind, 'own' as hk_mo, work_id, institution_id as unit_id, sum(weight) as weight
    from ind_leading_credit
    group by work_id, institution_id
    union all
    select 'country' as unit_kind, u.hk_mo, l.work_id, u.unit_id, sum(l.weight) as weight
    from ind_leading_credit as l
    inner join stg_country_unit as u on l.country_code = u.country_code
    group by u.hk_mo, l.work_id, u.unit_id
)

select
    u.hk_mo, u.unit_kind, u.unit_id, t.technology_id, u.work_id, w.publication_year,
    case
        when w.authorships <= 1 then 1
        when w.authorships <= 3 then 2
        when w.authorships <= 6 then 3
        when w.authorships <= 10 then 4
        when w.authorships <= 30 then 5
        else 6
    end as team_size_band,
    coalesce(cast(l.weight as double), 0) >= 0.5 - 1e-9 as is_leading,
    case when u.unit_kind = 'country' then u.unit_id else i.country_code end as country_code,
    cast(c.top10 as double) as top10, cast(c.ncs as double) as ncs
from ind_work_unit as u
inner join stg_works as w on u.work_id = w.work_id
inner join ind_newest_window as n on w.publication_year between n.first_year and n.last_year
inner join tag_work_scope as t on u.work_id = t.work_id
left join leader as l
    on u.unit_kind = l.unit_kind and u.hk_mo = l.hk_mo and u.work_id = l.work_id and u.unit_id = l.unit_id
left join ind_citation_class as c on u.work_id = c.work_id
left join stg_institution as i on u.unit_kind = 'institution' and u.unit_id = i.institution_id
where t.tag_scope = 'high' and u.unit_id <> 'unknown'
