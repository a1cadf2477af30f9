-- One row: a unit's works of a technology in a year, whatever the profile. All columns add up over years.
-- key: hk_mo, unit_kind, unit_id, technology_id, tag_scope, publication_year
-- units: works are full counts, *_mass and *_fractional fractions of works
-- method: hk_mo says how the countries of a work are counted, also for institutions
with counting as (
    select hk_mo from tag_profile_variant
    union
    select 'own' as hk_mo
),

work as (
    select
        m.hk_mo, m.work_id, m.publication_year, m.is_hyperauthored, m.is_open_access, m.countries,
        m.unknown_country_mass, m.unknown_institution_mass, s.is_in_top_10_percent, c.company_role, c.is_open,
        f.work_id is not null as has_funder, coalesce(f.is_of_unknown_country, false) as has_unknown_funder
    from ind_work as m
    inner join counting as n on m.hk_mo = n.hk_mo
    inner join stg_works as s on m.work_id = s.work_id
    inner join ind_work_company as c on m.work_id = c.work_id
    left join ind_work_funder as f on m.work_id = f.work_id
)

select
    w.hk_mo, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, w.publication_year,
    count(*) as works,
    sum(u.weight) as works_fractional,
    sum(w.unknown_country_mass) as unknown_country_mass,
    sum(w.unknown_institution_mass) as unknown_institution_mass,
    count(case when w.unknown_country_mass > 0 then 1 end) as unknown_country_works,
    count(case when w.unknown_institution_mass > 0 then 1 end) as unknown_institution_works,
    count(case when not w.is_hyperauthored then 1 end) as works_small_team,
    sum(case when w.is_hyperauthored then 0 else w.unknown_country_mass end) as unknown_country_mass_small_team,
    sum(case when w.is_hyperauthored then 0 else w.unknown_institution_mass end) as unknown_institution_mass_small_team,
    count(case when w.countries >= 2 then 1 end) as international_works,
    count(case when w.countries = 2 then 1 end) as bilateral_works,
    count(case when w.countries > 2 then 1 end) as multilateral_works,
    count(case when w.is_open_access then 1 end) as open_access_works,
    count(w.is_open_access) as works_with_access,
    sum(u.authorships) as authorships,
    count(case when w.company_role = 'academic_only' then 1 end) as academic_only_works,
    count(case when w.company_role = 'mixed' then 1 end) as mixed_company_works,
    count(case when w.company_role = 'company_only' then 1 end) as company_only_works,
    count(case when w.is_open and w.company_role in ('academic_only', 'unknown') then 1 end)
        as company_unresolved_works,
    count(w.is_in_top_10_percent) as rated_works,
    count(case when w.is_in_top_10_percent then 1 end) as top10_works,
    count(case when w.has_funder then 1 end) as works_with_funders,
    count(case when w.has_unknown_funder then 1 end) as unknown_funder_works
from work as w
inner join ind_work_unit as u on w.work_id = u.work_id and (u.unit_kind = 'institution' or w.hk_mo = u.hk_mo)
inner join tag_work_scope as t on w.work_id = t.work_id
where u.unit_id <> 'unknown'
group by w.hk_mo, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, w.publication_year
