-- One row: works of a cell of ind_work_home_cell in a year, whatever the profile. All columns add up over years.
-- key: hk_mo, unit_kind, unit_id, home_kind, home_id, publication_year
-- units: works are full counts, *_mass and *_fractional fractions of works
with counting as (
    select hk_mo from tag_profile_variant
    group by hk_mo
)

select
    m.hk_mo, u.unit_kind, u.unit_id, u.home_kind, u.home_id, m.publication_year,
    count(*) as works,
    sum(u.weight) as works_fractional,
    sum(m.unknown_country_mass) as unknown_country_mass,
    sum(m.unknown_institution_mass) as unknown_institution_mass,
    count(case when m.unknown_country_mass > 0 then 1 end) as unknown_country_works,
    count(case when m.unknown_institution_mass > 0 then 1 end) as unknown_institution_works,
    count(case when m.countries >= 2 then 1 end) as international_works,
    count(case when m.is_open_access then 1 end) as open_access_works,
    count(m.is_open_access) as works_with_access
from ind_work as m
inner join counting as n on m.hk_mo = n.hk_mo
inner join ind_work_home_cell as u
    on m.work_id = u.work_id and (u.unit_kind in ('institution', 'family') or m.hk_mo = u.hk_mo)
group by m.hk_mo, u.unit_kind, u.unit_id, u.home_kind, u.home_id, m.publication_year
