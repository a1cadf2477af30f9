-- One row: what a work adds to the sums of each of its units, with Hong Kong and Macao counted one way.
-- key: hk_mo, work_id
-- units: *_mass are fractions of the work, top10 a score 0..1, null where citations cannot be judged
-- method: made once for all units, of which a work has several; what is not known of a work is no flag
with counting as (
    select hk_mo from tag_profile_variant
    union
    select 'own' as hk_mo
)

select
    m.hk_mo, m.work_id, m.publication_year, m.unknown_country_mass, m.unknown_institution_mass,
    case when m.is_hyperauthored then 0 else m.unknown_country_mass end as unknown_country_mass_small_team,
    case when m.is_hyperauthored then 0 else m.unknown_institution_mass end as unknown_institution_mass_small_team,
    m.unknown_country_mass > 0 as has_unknown_country,
    m.unknown_institution_mass > 0 as has_unknown_institution,
    not m.is_hyperauthored as is_small_team,
    m.countries >= 2 as is_international,
    m.countries = 2 as is_bilateral,
    m.countries > 2 as is_multilateral,
    m.is_open_access,
    m.is_open_access is not null as is_access_known,
    c.company_role = 'academic_only' as is_academic_only,
    c.company_role = 'mixed' as is_mixed,
    c.company_role = 'company_only' as is_company_only,
    c.is_open and c.company_role in ('academic_only', 'unknown') as is_company_unresolved,
    s.top10,
    f.work_id is not null as has_funder,
    f.is_of_unknown_country as has_unknown_funder
from ind_work as m
inner join counting as n on m.hk_mo = n.hk_mo
inner join ind_work_company as c on m.work_id = c.work_id
left join ind_citation_class as s on m.work_id = s.work_id
left join ind_work_funder as f on m.work_id = f.work_id
