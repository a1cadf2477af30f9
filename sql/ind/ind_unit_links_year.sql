-- One row: a unit's works and links of a technology, field and year; unit 'world' holds all units of the kind.
-- key: unit_kind, unit_id, technology_id, tag_scope, field_id, publication_year
-- units: links of a unit are its partners summed over works, of the world the unordered pairs; shared_works have at least
--   two units of the kind
select
    u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, l.field_id, l.publication_year,
    count(*) as works, count(case when l.units > 1 then 1 end) as shared_works,
    cast(sum(l.units - 1) as bigint) as links
from ind_work_unit as u
inner join ind_work_links as l on u.work_id = l.work_id and u.unit_kind = l.unit_kind
inner join tag_work_scope as t on u.work_id = t.work_id
where u.hk_mo = 'own' and u.unit_id <> 'unknown'
group by u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, l.field_id, l.publication_year
union all
select
    l.unit_kind, 'world' as unit_id, t.technology_id, t.tag_scope, l.field_id, l.publication_year,
    count(*) as works, count(case when l.units > 1 then 1 end) as shared_works,
    cast(sum(l.pairs) as bigint) as links
from ind_work_links as l
inner join tag_work_scope as t on l.work_id = t.work_id
group by l.unit_kind, t.technology_id, t.tag_scope, l.field_id, l.publication_year
