-- One row: a unit's exposed works of a technology in a year. All columns add up over years.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year
-- units: *_works and *_authorships are counts, *_mass, *_fractional and led_* sums of fractions of works;
--   exposed_unknown_works are those with some unknown affiliation too
select
    e.profile_id, e.variant, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, e.publication_year,
    count(*) as exposed_works,
    count(case when e.unknown_mass > 0 then 1 end) as exposed_unknown_works,
    sum(u.weight) as exposed_fractional,
    sum(e.counterpart_mass) as counterpart_mass,
    count(case when not e.is_hyperauthored then 1 end) as exposed_works_small_team,
    count(case when e.is_mixed then 1 end) as mixed_exposed_works,
    count(case when l.is_corresponding then 1 end) as corresponding_works,
    sum(l.led_by_unit) as led_by_unit,
    sum(l.led_by_counterpart) as led_by_counterpart,
    sum(l.led_elsewhere) as led_elsewhere,
    sum(l.led_unknown) as led_unknown,
    sum(coalesce(d.dual_authorships, 0)) as dual_authorships,
    sum(coalesce(d.persistent_authorships, 0)) as persistent_authorships,
    count(w.work_id) as counterpart_company_works,
    count(s.is_in_top_10_percent) as exposed_rated_works,
    count(case when s.is_in_top_10_percent then 1 end) as exposed_top10_works
from ind_work_exposed as e
inner join ind_work_unit as u on e.work_id = u.work_id and (u.unit_kind = 'institution' or e.hk_mo = u.hk_mo)
inner join tag_work_scope as t on e.work_id = t.work_id
inner join stg_works as s on e.work_id = s.work_id
inner join ind_work_lead as l
    on
        e.profile_id = l.profile_id and e.variant = l.variant and u.unit_kind = l.unit_kind
        and u.unit_id = l.unit_id and e.work_id = l.work_id
left join ind_work_dual as d
    on
        e.profile_id = d.profile_id and e.variant = d.variant and u.unit_kind = d.unit_kind
        and u.unit_id = d.unit_id and e.work_id = d.work_id
left join ind_work_counterpart_company as w
    on e.profile_id = w.profile_id and e.variant = w.variant and e.work_id = w.work_id
where u.unit_id <> 'unknown'
group by e.profile_id, e.variant, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, e.publication_year
