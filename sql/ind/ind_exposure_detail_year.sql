-- One row: what a unit's works of a technology and year add to its exposure figures. All columns add up over years.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year
-- units: *_works and *_authorships are counts, expected_* and led_* sums of fractions of works
select
    e.profile_id, e.variant, u.unit_kind, u.unit_id, x.technology_id, x.tag_scope, e.publication_year,
    count(*) as works,
    count(case when e.is_exposed then 1 end) as exposed_works,
    sum(x.expected) as expected_works,
    count(case when e.is_exposed and x.is_mixed then 1 end) as mixed_exposed_works,
    sum(x.mixed_expected) as mixed_expected_works,
    count(case when l.is_corresponding then 1 end) as corresponding_works,
    sum(coalesce(l.led_by_unit, 0)) as led_by_unit,
    sum(coalesce(l.led_by_counterpart, 0)) as led_by_counterpart,
    sum(coalesce(l.led_elsewhere, 0)) as led_elsewhere,
    sum(coalesce(l.led_unknown, 0)) as led_unknown,
    sum(a.authorships) as authorships,
    sum(coalesce(d.dual_authorships, 0)) as dual_authorships,
    sum(coalesce(d.persistent_authorships, 0)) as persistent_authorships,
    count(case when c.company_role = 'academic_only' then 1 end) as academic_only_works,
    count(case when c.company_role = 'mixed' then 1 end) as mixed_company_works,
    count(case when c.company_role = 'company_only' then 1 end) as company_only_works,
    count(case when c.is_open and c.company_role in ('academic_only', 'unknown') then 1 end)
        as company_unresolved_works,
    count(w.work_id) as counterpart_company_works,
    count(case when e.is_open_access then 1 end) as open_access_works,
    count(e.is_open_access) as works_with_access,
    count(s.is_in_top_10_percent) as rated_works,
    count(case when s.is_in_top_10_percent then 1 end) as top10_works,
    count(case when e.is_exposed then s.is_in_top_10_percent end) as exposed_rated_works,
    count(case when e.is_exposed and s.is_in_top_10_percent then 1 end) as exposed_top10_works
from ind_work_exposure as e
inner join ind_work_unit as u on e.work_id = u.work_id and (u.unit_kind = 'institution' or e.hk_mo = u.hk_mo)
inner join stg_works as s on e.work_id = s.work_id
inner join ind_work_company as c on e.work_id = c.work_id
inner join ind_work_expected as x on e.profile_id = x.profile_id and e.variant = x.variant and e.work_id = x.work_id
inner join ind_unit_authorship as a
    on u.hk_mo = a.hk_mo and u.unit_kind = a.unit_kind and u.unit_id = a.unit_id and u.work_id = a.work_id
left join ind_work_lead as l
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
group by e.profile_id, e.variant, u.unit_kind, u.unit_id, x.technology_id, x.tag_scope, e.publication_year
