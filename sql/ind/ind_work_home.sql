-- One row: a family of institutions or a group of countries on a work.
-- key: hk_mo, unit_kind, work_id, unit_id
-- method: full count 1 however many of its members are on the work, fractional count the sum of theirs; countries
--   belong to a group on the publication date. Most works are of one country, which needs no sum
with member as (
    select u.hk_mo, u.work_id, u.weight, g.group_id, w.countries
    from ind_work_unit as u
    inner join ind_work as w on u.work_id = w.work_id and u.hk_mo = w.hk_mo
    inner join ref_country_group as g
        on
            u.unit_id = g.country_code
            and (g.valid_from is null or w.publication_date >= g.valid_from)
            and (g.valid_until is null or w.publication_date < g.valid_until)
    where u.unit_kind = 'country'
)

select
    u.hk_mo, 'family' as unit_kind, u.work_id, f.family_id as unit_id, cast(sum(u.weight) as decimal(18, 17)) as weight
from ind_work_unit as u
inner join stg_family as f on u.unit_id = f.institution_id
where u.unit_kind = 'institution'
group by u.hk_mo, u.work_id, f.family_id
union all
select hk_mo, 'country_group' as unit_kind, work_id, group_id as unit_id, weight from member
where countries = 1
union all
select hk_mo, 'country_group' as unit_kind, work_id, group_id as unit_id, cast(sum(weight) as decimal(18, 17)) as weight
from member
where countries > 1
group by hk_mo, work_id, group_id
