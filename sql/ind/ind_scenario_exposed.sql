-- One row: an exposed work of the seven newest years (as in ind_linked_work), for one kind of exposure.
-- key: profile_id, variant, work_id
select e.profile_id, e.variant, e.work_id, cast(e.counterpart_mass as double) as counterpart_mass
from ind_work_exposure as e
inner join ind_newest_window as n on e.publication_year between n.first_year - 2 and n.last_year
where e.is_exposed
