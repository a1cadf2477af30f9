-- One row: a work and how many known institutions, or countries, are on it.
-- key: unit_kind, work_id
-- units: pairs are unordered pairs of units on the work
select
    u.unit_kind, u.work_id, w.publication_year, f.field_id, count(*) as units, count(*) * (count(*) - 1) / 2 as pairs
from ind_work_unit as u
inner join stg_works as w on u.work_id = w.work_id
inner join stg_work_field as f on u.work_id = f.work_id
where u.hk_mo = 'own' and u.unit_id <> 'unknown'
group by u.unit_kind, u.work_id, w.publication_year, f.field_id
