-- One row: a unit's works of a technology and year that name a funder of a profile's countries. All columns add up.
-- key: profile_id, unit_kind, unit_id, technology_id, tag_scope, publication_year
-- units: funded_unknown_works also name a funder of unknown country
select
    f.profile_id, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, f.publication_year,
    count(*) as counterpart_funded_works,
    count(case when n.is_of_unknown_country then 1 end) as funded_unknown_works,
    count(e.work_id) as exposed_counterpart_funded_works
from ind_work_funding as f
inner join ind_work_funder as n on f.work_id = n.work_id
inner join ind_work_unit as u on f.work_id = u.work_id and (u.unit_kind = 'institution' or f.hk_mo = u.hk_mo)
inner join tag_work_scope as t on f.work_id = t.work_id
left join ind_work_exposed as e
    on f.profile_id = e.profile_id and e.variant = 'country' and f.work_id = e.work_id
where u.unit_id <> 'unknown'
group by f.profile_id, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, f.publication_year
