-- One row: a country's works of a technology in a year.
-- key: country_code, technology_id, tag_scope, publication_year
select u.unit_id as country_code, t.technology_id, t.tag_scope, w.publication_year, count(*) as works
from ind_work_unit as u
inner join stg_works as w on u.work_id = w.work_id
inner join tag_work_scope as t on u.work_id = t.work_id
where u.unit_kind = 'country' and u.hk_mo = 'own' and u.unit_id <> 'unknown'
group by u.unit_id, t.technology_id, t.tag_scope, w.publication_year
