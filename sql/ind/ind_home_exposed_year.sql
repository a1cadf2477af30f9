-- One row: exposed works of a cell of ind_work_home_cell in a year. All columns add up over years.
-- key: profile_id, variant, unit_kind, unit_id, home_kind, home_id, publication_year
-- units: as in ind_exposed_year
select
    e.profile_id, e.variant, u.unit_kind, u.unit_id, u.home_kind, u.home_id, e.publication_year,
    count(*) as exposed_works,
    count(case when e.unknown_mass > 0 then 1 end) as exposed_unknown_works,
    sum(u.weight) as exposed_fractional,
    sum(e.counterpart_mass) as counterpart_mass
from ind_work_exposed as e
inner join ind_work_home_cell as u
    on e.work_id = u.work_id and (u.unit_kind in ('institution', 'family') or e.hk_mo = u.hk_mo)
group by e.profile_id, e.variant, u.unit_kind, u.unit_id, u.home_kind, u.home_id, e.publication_year
