-- One row: works of a year in a cell of which the unit, or what it is counted in, is wider than those of ind_unit_year.
-- key: hk_mo, unit_kind, unit_id, home_kind, home_id, publication_year
-- units: works are full counts, *_mass and *_fractional fractions of works; all add up over years
-- method: families and groups of countries in all works, technologies and groups of them; institutions and countries in
--   groups and in items of official lists. Works of one set of technologies are summed first, whatever the profile
with counting as (
    select hk_mo from tag_profile_variant
    group by hk_mo
),

unit as (
    select hk_mo, unit_kind, work_id, unit_id, weight, 'item' as other_kind from ind_work_home
    union all
    select hk_mo, unit_kind, work_id, unit_id, weight, 'technology' as other_kind from ind_work_unit
    where unit_id <> 'unknown'
),

part as (
    select
        m.hk_mo, u.unit_kind, u.unit_id, u.other_kind, s.set_no, m.publication_year,
        count(*) as works, sum(u.weight) as works_fractional,
        sum(m.unknown_country_mass) as unknown_country_mass,
        sum(m.unknown_institution_mass) as unknown_institution_mass,
        count(case when m.unknown_country_mass > 0 then 1 end) as unknown_country_works,
        count(case when m.unknown_institution_mass > 0 then 1 end) as unknown_institution_works,
        count(case when m.countries >= 2 then 1 end) as international_works,
        count(case when m.is_open_access then 1 end) as open_access_works, count(m.is_open_access) as works_with_access
    from ind_work as m
    inner join counting as n on m.hk_mo = n.hk_mo
    left join tag_work_set as s on m.work_id = s.work_id
    inner join unit as u
        on
            m.work_id = u.work_id and (u.unit_kind in ('institution', 'family') or m.hk_mo = u.hk_mo)
            and (s.set_no > 0 or u.other_kind = 'item')
    group by m.hk_mo, u.unit_kind, u.unit_id, u.other_kind, s.set_no, m.publication_year
)

select
    p.hk_mo, p.unit_kind, p.unit_id, h.home_kind, h.home_id, p.publication_year,
    cast(sum(p.works) as bigint) as works, sum(p.works_fractional) as works_fractional,
    sum(p.unknown_country_mass) as unknown_country_mass, sum(p.unknown_institution_mass) as unknown_institution_mass,
    cast(sum(p.unknown_country_works) as bigint) as unknown_country_works,
    cast(sum(p.unknown_institution_works) as bigint) as unknown_institution_works,
    cast(sum(p.international_works) as bigint) as international_works,
    cast(sum(p.open_access_works) as bigint) as open_access_works,
    cast(sum(p.works_with_access) as bigint) as works_with_access
from part as p
inner join tag_set_home as h on p.set_no = h.set_no and p.other_kind <> h.home_kind
group by p.hk_mo, p.unit_kind, p.unit_id, h.home_kind, h.home_id, p.publication_year
