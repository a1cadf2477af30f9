-- One row: a work with what every indicator needs to know of it.
-- key: hk_mo, work_id
with country as (
    select
        hk_mo, work_id, count(case when unit_id <> 'unknown' then 1 end) as countries,
        coalesce(sum(case when unit_id = 'unknown' then weight end), 0) as unknown_country_mass
    from ind_work_unit
    where unit_kind = 'country'
    group by hk_mo, work_id
),

institution as (
    select work_id, weight as unknown_institution_mass
    from ind_work_unit
    where unit_kind = 'institution' and unit_id = 'unknown'
)

select
    c.hk_mo, w.work_id, w.publication_year, w.publication_date, w.is_hyperauthored, w.is_open_access, c.countries,
    cast(c.unknown_country_mass as decimal(18, 17)) as unknown_country_mass,
    cast(coalesce(i.unknown_institution_mass, 0) as decimal(18, 17)) as unknown_institution_mass
from stg_works as w
inner join country as c on w.work_id = c.work_id
left join institution as i on w.work_id = i.work_id
