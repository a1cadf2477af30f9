-- One row: a unit's works of a technology in a window of years, by what they say of their funders.
-- key: profile_id, unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
select
    e.profile_id, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, y.window_years, y.first_year, y.last_year,
    count(*) as works, count(f.work_id) as works_with_funders,
    count(case when f.is_by_counterpart then 1 end) as counterpart_funded_works,
    count(case when f.is_open then 1 end) as unresolved_works,
    count(case when f.is_by_counterpart and e.is_exposed then 1 end) as exposed_counterpart_funded_works
from ind_work_exposure as e
inner join ind_work_unit as u on e.work_id = u.work_id and (u.unit_kind = 'institution' or e.hk_mo = u.hk_mo)
inner join tag_work_scope as t on e.work_id = t.work_id
inner join stg_window as y on e.publication_year between y.first_year and y.last_year
left join ind_work_funding as f on e.profile_id = f.profile_id and e.work_id = f.work_id
where e.variant = 'country' and u.unit_id <> 'unknown' and y.window_years <> 1
group by e.profile_id, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, y.window_years, y.first_year, y.last_year
