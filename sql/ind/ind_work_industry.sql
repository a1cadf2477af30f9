-- One row: a work with a company among its institutions.
-- key: work_id
select a.work_id, count(*) as companies
from ind_work_unit as a
inner join stg_institution as i on a.unit_id = i.institution_id
where a.unit_kind = 'institution' and a.hk_mo = 'own' and i.institution_type = 'company'
group by a.work_id
