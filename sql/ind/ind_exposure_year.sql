-- One row: a unit's works of a technology in a year, counted for one kind of exposure. All columns add up over years.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year
-- units: works are full counts, *_mass and *_fractional fractions of works
select
    e.profile_id, e.variant, e.hk_mo, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, e.publication_year,
    count(*) as works,
    sum(u.weight) as works_fractional,
    sum(cast(e.unknown_mass as decimal(18, 17))) as unknown_mass,
    count(case when e.is_exposed then 1 end) as exposed_works,
    count(case when not e.is_exposed and e.unknown_mass > 0 then 1 end) as unresolved_works,
    sum(case when e.is_exposed then u.weight else 0 end) as exposed_fractional,
    sum(cast(e.counterpart_mass as decimal(18, 17))) as counterpart_mass,
    count(case when not e.is_hyperauthored then 1 end) as works_small_team,
    count(case when e.is_exposed and not e.is_hyperauthored then 1 end) as exposed_works_small_team,
    count(case when e.countries >= 2 then 1 end) as international_works,
    count(case when e.countries = 2 then 1 end) as bilateral_works,
    count(case when e.countries > 2 then 1 end) as multilateral_works,
    count(case when e.is_open_access then 1 end) as open_access_works,
    count(case when e.is_open_access is not null then 1 end) as works_with_access
from ind_work_exposure as e
inner join ind_work_unit as u
    on e.work_id = u.work_id and (u.unit_kind = 'institution' or e.hk_mo = u.hk_mo)
inner join tag_work_scope as t on e.work_id = t.work_id
where u.unit_id <> 'unknown'
group by
    e.profile_id, e.variant, e.hk_mo, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, e.publication_year
