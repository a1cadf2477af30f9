-- One row: a unit's works of a technology in a year, whatever the profile. All columns add up over years.
-- key: hk_mo, unit_kind, unit_id, technology_id, tag_scope, publication_year
-- units: works are full counts, *_mass and *_fractional fractions of works, top10_works scores
-- method: hk_mo says how the countries of a work are counted, also for institutions
select
    w.hk_mo, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, w.publication_year,
    count(*) as works,
    sum(u.weight) as works_fractional,
    sum(w.unknown_country_mass) as unknown_country_mass,
    sum(w.unknown_institution_mass) as unknown_institution_mass,
    count(case when w.has_unknown_country then 1 end) as unknown_country_works,
    count(case when w.has_unknown_institution then 1 end) as unknown_institution_works,
    count(case when w.is_small_team then 1 end) as works_small_team,
    sum(w.unknown_country_mass_small_team) as unknown_country_mass_small_team,
    sum(w.unknown_institution_mass_small_team) as unknown_institution_mass_small_team,
    count(case when w.is_international then 1 end) as international_works,
    count(case when w.is_bilateral then 1 end) as bilateral_works,
    count(case when w.is_multilateral then 1 end) as multilateral_works,
    count(case when w.is_open_access then 1 end) as open_access_works,
    count(case when w.is_access_known then 1 end) as works_with_access,
    sum(u.authorships) as authorships,
    count(case when w.is_academic_only then 1 end) as academic_only_works,
    count(case when w.is_mixed then 1 end) as mixed_company_works,
    count(case when w.is_company_only then 1 end) as company_only_works,
    count(case when w.is_company_unresolved then 1 end) as company_unresolved_works,
    count(w.top10) as rated_works,
    coalesce(sum(w.top10), 0) as top10_works,
    count(case when w.has_funder then 1 end) as works_with_funders,
    count(case when w.has_unknown_funder then 1 end) as unknown_funder_works
from ind_work_flag as w
inner join ind_work_unit as u on w.work_id = u.work_id and (u.unit_kind = 'institution' or w.hk_mo = u.hk_mo)
inner join tag_work_scope as t on w.work_id = t.work_id
where u.unit_id <> 'unknown'
group by w.hk_mo, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, w.publication_year
