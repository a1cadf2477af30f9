-- One row: exposed works of a cell of ind_home_year. All columns add up over years.
-- key: profile_id, variant, unit_kind, unit_id, home_kind, home_id, publication_year
-- units: as in ind_exposed_year
-- method: as in ind_home_year
with unit as (
    select hk_mo, unit_kind, work_id, unit_id, weight, 'item' as other_kind from ind_work_home
    union all
    select hk_mo, unit_kind, work_id, unit_id, weight, 'technology' as other_kind from ind_work_unit
    where unit_id <> 'unknown'
),

part as (
    select
        e.profile_id, e.variant, u.unit_kind, u.unit_id, u.other_kind, s.set_no, e.publication_year,
        count(*) as exposed_works, count(case when e.unknown_mass > 0 then 1 end) as exposed_unknown_works,
        sum(u.weight) as exposed_fractional, sum(e.counterpart_mass) as counterpart_mass
    from ind_work_exposed as e
    left join tag_work_set as s on e.work_id = s.work_id
    inner join unit as u
        on
            e.work_id = u.work_id and (u.unit_kind in ('institution', 'family') or e.hk_mo = u.hk_mo)
            and (s.set_no > 0 or u.other_kind = 'item')
    group by e.profile_id, e.variant, u.unit_kind, u.unit_id, u.other_kind, s.set_no, e.publication_year
)

select
    p.profile_id, p.variant, p.unit_kind, p.unit_id, h.home_kind, h.home_id, p.publication_year,
    cast(sum(p.exposed_works) as bigint) as exposed_works,
    cast(sum(p.exposed_unknown_works) as bigint) as exposed_unknown_works,
    sum(p.exposed_fractional) as exposed_fractional, sum(p.counterpart_mass) as counterpart_mass
from part as p
inner join tag_set_home as h on p.set_no = h.set_no and p.other_kind <> h.home_kind
group by p.profile_id, p.variant, p.unit_kind, p.unit_id, h.home_kind, h.home_id, p.publication_year
