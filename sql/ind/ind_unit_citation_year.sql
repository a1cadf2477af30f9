-- One row: a unit's works of a technology and year that were cited equally often, at least once.
-- key: unit_kind, unit_id, technology_id, tag_scope, publication_year, cited_by_count
select
    u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, w.publication_year, w.cited_by_count, count(*) as works
from ind_work_unit as u
inner join stg_works as w on u.work_id = w.work_id
inner join tag_work_scope as t on u.work_id = t.work_id
where u.hk_mo = 'own' and u.unit_id <> 'unknown' and w.cited_by_count > 0
group by u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, w.publication_year, w.cited_by_count
