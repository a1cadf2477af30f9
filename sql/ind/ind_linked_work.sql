-- One row: an institution on a work of the seven newest years: the newest window and the two years before it.
-- key: work_id, institution_id
-- method: those two years stand in for the window's last two where a ranking is judged on what came after it
select u.work_id, u.unit_id as institution_id, i.country_code, w.publication_year, w.is_hyperauthored
from ind_work_unit as u
inner join stg_works as w on u.work_id = w.work_id
inner join ind_newest_window as n on w.publication_year between n.first_year - 2 and n.last_year
inner join stg_institution as i on u.unit_id = i.institution_id
where u.unit_kind = 'institution'
